/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which links a list request asks for: every filter of the API, and the place in the list. */
#pragma once

#include <glib.h>

#include "payroc/payroc-enums.h"

G_BEGIN_DECLS

/* Plain data, stack-allocated and zeroed by the caller; strings are borrowed. before and after exclude each other. */
typedef struct
{
  const char      *reference;       /* exact */
  PayrocLinkKind   kind;
  PayrocChargeKind charge_kind;
  PayrocLinkStatus status;
  const char      *recipient_name;  /* 1–48 */
  const char      *recipient_email; /* 6–128 */
  const GDate     *created_on;      /* one day */
  const GDate     *expires_on;      /* one day */
  const char      *before;
  const char      *after;
  guint            limit;           /* 1–100; 0 = the API's default */
} PayrocLinkFilter;

/* "limit=100&status=active&after=…", percent-encoded; "" when nothing is asked for. Errors: PAYROC_ERROR_INVALID with
 * fields. */
char *payroc_link_filter_to_query (const PayrocLinkFilter  *self,
                                   GError                 **error);

G_END_DECLS
