/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each operation asks for and how its answer is read: made without any network, checked before any byte leaves. */
#pragma once

#include "payroc-client.h"

G_BEGIN_DECLS

typedef struct _PayrocPlan PayrocPlan;

/* Makes an object of a document. Called in a thread of its own. */
typedef GObject *(*PayrocReadFunc) (JsonNode          *document,
                                    const PayrocPlan  *plan,
                                    GError           **error);

struct _PayrocPlan
{
  PayrocEnvironment *environment; /* (owned) whose answer it will be */
  const char        *method;
  char              *url;         /* (owned) */
  GBytes            *body;        /* (owned) (nullable) */
  char              *key;         /* (owned) (nullable) */
  PayrocReadFunc     read;
  char              *id;          /* (owned) (nullable) of what must come back */
  gboolean           is_page;     /* one row that cannot be read does not spoil the others */
};

/* environment (nullable): PAYROC_ERROR_UNREACHABLE. All else that is wrong: PAYROC_ERROR_INVALID, with fields. */
PayrocPlan *payroc_plan_create_link         (PayrocEnvironment          *environment,
                                             const char                 *terminal,
                                             GBytes                     *body,
                                             const char                 *key,
                                             GError                    **error);
PayrocPlan *payroc_plan_list_links          (PayrocEnvironment          *environment,
                                             const char                 *terminal,
                                             const PayrocLinkFilter     *filter,
                                             GError                    **error);
PayrocPlan *payroc_plan_retrieve_link       (PayrocEnvironment          *environment,
                                             const char                 *link_id,
                                             GError                    **error);
PayrocPlan *payroc_plan_edit_link           (PayrocEnvironment          *environment,
                                             const char                 *link_id,
                                             GBytes                     *body,
                                             const char                 *key,
                                             GError                    **error);
PayrocPlan *payroc_plan_deactivate_link     (PayrocEnvironment          *environment,
                                             const char                 *link_id,
                                             GError                    **error);
PayrocPlan *payroc_plan_share_link          (PayrocEnvironment          *environment,
                                             const char                 *link_id,
                                             GBytes                     *body,
                                             const char                 *key,
                                             GError                    **error);
PayrocPlan *payroc_plan_list_sharing_events (PayrocEnvironment          *environment,
                                             const char                 *link_id,
                                             const PayrocSharingFilter  *filter,
                                             GError                    **error);
PayrocPlan *payroc_plan_list_payments       (PayrocEnvironment          *environment,
                                             PayrocPaymentSource         source,
                                             const PayrocPaymentFilter  *filter,
                                             GError                    **error);
void        payroc_plan_free                (PayrocPlan                 *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PayrocPlan, payroc_plan_free)

G_END_DECLS
