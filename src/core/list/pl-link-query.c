/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters of a query; its words are the index's affair, and its order. */
#include "pl-link-query.h"

/* A link that was refunded in part is found by who looks for money, and by who looks for money that went back; the
 * latter finds also what a bank took back, and what was called off. */
static guint
get_status_bits (guint8 status)
{
  if (status == PAYROC_LINK_STATUS_PARTLY_REFUNDED)
    return 1u << status | 1u << PAYROC_LINK_STATUS_COMPLETED | 1u << PAYROC_LINK_STATUS_REFUNDED;
  if (status == PAYROC_LINK_STATUS_RETURNED || status == PAYROC_LINK_STATUS_REVERSED)
    return 1u << status | 1u << PAYROC_LINK_STATUS_REFUNDED;

  return 1u << status;
}

/**
 * pl_link_query_has_filter:
 * @self: a query
 *
 * Returns: whether pl_link_query_matches_key() is false of any link
 */
gboolean
pl_link_query_has_filter (const PlLinkQuery *self)
{
  return self->statuses != 0 || self->kind != PAYROC_LINK_KIND_UNKNOWN
         || self->charge_kind != PAYROC_CHARGE_KIND_UNKNOWN || !pl_days_are_any (&self->created)
         || !pl_days_are_any (&self->expires);
}

/**
 * pl_link_query_matches_key:
 * @self: a query
 * @key: a link
 *
 * Returns: whether the link is none that the filters leave out; its text is not looked at
 */
gboolean
pl_link_query_matches_key (const PlLinkQuery *self,
                           const PlLinkKey   *key)
{
  return (self->statuses == 0 || (self->statuses & get_status_bits (key->status)) != 0)
         && (self->kind == PAYROC_LINK_KIND_UNKNOWN || key->kind == self->kind)
         && (self->charge_kind == PAYROC_CHARGE_KIND_UNKNOWN || key->charge_kind == self->charge_kind)
         && pl_days_include (&self->created, key->created_on) && pl_days_include (&self->expires, key->expires_on);
}
