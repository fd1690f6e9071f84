/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link at the counter, on a practice server, whose customer does what the test says. */
#pragma once

#include "core-fixture.h"

#include "core/watch/pl-link-probe.h"

G_BEGIN_DECLS

typedef struct
{
  CoreFixture  core;
  PlLinkProbe *probe;
  guint        n_changes; /* looks */
  guint        n_wanted; /* changes that are waited for */
} ProbeFixture;

/* A link, and who is to know of it. */
typedef struct
{
  ProbeFixture *fixture;
  const char   *id;
} ProbeOwner;

void      probe_fixture_set_up    (ProbeFixture         *fixture,
                                   gconstpointer         data);
void      probe_fixture_tear_down (ProbeFixture         *fixture,
                                   gconstpointer         data);

/* For core_wait_until(); fixture: a ProbeFixture. */
gboolean  probe_has_looked        (gpointer              fixture);
gboolean  probe_is_over           (gpointer              fixture);
gboolean  probe_is_blind          (gpointer              fixture);
gboolean  probe_sees              (gpointer              fixture);

/* That many looks, and one may have been under way; fewer if it is over by then. */
void      probe_wait_for_looks    (ProbeFixture         *fixture,
                                   guint                 n_looks);
/* Returns: (transfer full): somebody else's link, of the same shop */
char     *probe_create_other      (ProbeFixture         *fixture,
                                   PayrocLinkKind        kind);
/* Returns: (transfer full): a link that is at the counter now, and is not looked at yet */
char     *probe_begin             (ProbeFixture         *fixture,
                                   PayrocLinkKind        kind,
                                   PayrocAuthType        auth,
                                   PayrocPaymentMethods  methods);
void      probe_pay               (ProbeFixture         *fixture,
                                   const char           *link_id);
/* Waits for its end. minor: 0: there is no payment */
void      probe_check_seen        (ProbeFixture         *fixture,
                                   PlProbeState          state,
                                   gint64                minor);

/* As the merchant does who looks at the link meanwhile. */
void      probe_open_page         (ProbeFixture         *fixture,
                                   const char           *link_id);
gint64    probe_count_payments    (ProbeFixture         *fixture,
                                   const char           *link_id);

/* For core_wait_until(); owner: a ProbeOwner: whether a payment stands under the link, and whether its list was asked
 * for. */
gboolean  probe_has_payment       (gpointer              owner);
gboolean  probe_is_asked_for      (gpointer              owner);

G_END_DECLS
