/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template is used for years: "in two weeks" is what a merchant mostly means by the day that stands in the form. */
#include "pl-expiry-rule.h"

/**
 * pl_expiry_rule_find:
 * @expires_on: (nullable): the last day of a link, %NULL: it has none
 * @today: the day it is
 *
 * Returns: the rule by which a link of today has that last day: so many days, or never; a day that is over is just that
 *   day
 */
PlExpiryRule
pl_expiry_rule_find (const GDate *expires_on,
                     const GDate *today)
{
  PlExpiryRule self = { .kind = PL_EXPIRY_NEVER };
  int          days;

  g_return_val_if_fail (today != NULL && g_date_valid (today), self);

  if (expires_on == NULL || !g_date_valid (expires_on))
    return self;

  days = g_date_days_between (today, expires_on);
  self.kind = days >= 0 && days <= PL_EXPIRY_RULE_DAYS_MAX ? PL_EXPIRY_DAYS : PL_EXPIRY_DAY;
  self.days = self.kind == PL_EXPIRY_DAYS ? (guint) days : 0;
  self.day = *expires_on;

  return self;
}

/**
 * pl_expiry_rule_apply:
 * @self: a rule
 * @today: the day it is
 * @expires_on: (out caller-allocates): the last day of a link that is made today; cleared when it has none
 *
 * Returns: whether it has one; it may be over
 */
gboolean
pl_expiry_rule_apply (const PlExpiryRule *self,
                      const GDate        *today,
                      GDate              *expires_on)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (today != NULL && g_date_valid (today), FALSE);

  g_date_clear (expires_on, 1);
  switch (self->kind)
    {
    case PL_EXPIRY_DAYS:
      *expires_on = *today;
      g_date_add_days (expires_on, MIN (self->days, PL_EXPIRY_RULE_DAYS_MAX));
      return TRUE;
    case PL_EXPIRY_DAY:
      *expires_on = self->day;
      return g_date_valid (expires_on);
    case PL_EXPIRY_NEVER:
    default:
      return FALSE;
    }
}
