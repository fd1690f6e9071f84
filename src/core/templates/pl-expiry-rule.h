/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a link expires that is made from a template, whatever the day it is made. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PL_EXPIRY_RULE_DAYS_MAX 3660 /* ten years: longer is a slip */

typedef enum
{
  PL_EXPIRY_NEVER,
  PL_EXPIRY_DAYS, /* so many days after it is made */
  PL_EXPIRY_DAY,  /* on one day: a sale, a concert */
} PlExpiryKind;

typedef struct
{
  PlExpiryKind kind;
  guint        days; /* of DAYS; 0 is the day it is made */
  GDate        day;  /* of DAY */
} PlExpiryRule;

PlExpiryRule pl_expiry_rule_find  (const GDate        *expires_on,
                                   const GDate        *today);
gboolean     pl_expiry_rule_apply (const PlExpiryRule *self,
                                   const GDate        *today,
                                   GDate              *expires_on);

G_END_DECLS
