/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which stored link has a reference already, so that nobody is billed twice by mistake. Worker only. */
#pragma once

#include "payroc/links/payroc-link.h"
#include "pl-link-twins.h"

G_BEGIN_DECLS

/* A link because of which one more may be a mistake. */
typedef struct
{
  PayrocLink       *link;      /* (owned) */
  PayrocLinkStatus  use;       /* ACTIVE while it is open, else what became of the money */
  gboolean          is_unread; /* that is not known: nobody asked for its payments since it ended */
  gboolean          is_alike;  /* its reference is the same only but for capital letters and blanks */
} PlLinkTaken;

void     pl_link_taken_free  (PlLinkTaken       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLinkTaken, pl_link_taken_free)

/* Each output may be NULL. */
gboolean pl_link_taken_judge (PlConnection      *connection,
                              const char        *account,
                              PayrocLink        *link,
                              PayrocLinkStatus  *status,
                              PayrocLinkStatus  *use,
                              gboolean          *is_unread,
                              GError           **error);
gboolean pl_link_taken_find  (PlConnection      *connection,
                              const char        *account,
                              const char        *reference,
                              const char        *except, /* (nullable) */
                              PlLinkTwins       *twins,
                              PlLinkTaken      **exact,  /* (out) (transfer full) (nullable) */
                              PlLinkTaken      **alike,  /* (out) (transfer full) (nullable) */
                              GError           **error);
gboolean pl_link_taken_find_one (PlConnection   *connection,
                                 const char     *account,
                                 const char     *reference,
                                 PlLinkTaken   **taken, /* (out) (transfer full) (nullable) */
                                 GError        **error);

G_END_DECLS
