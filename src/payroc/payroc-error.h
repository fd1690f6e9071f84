/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PAYROC_ERROR: few codes, each one thing a merchant can act on, with what the problem document said. */
#pragma once

#include "payroc-field-error.h"

G_BEGIN_DECLS

#define PAYROC_ERROR (payroc_error_quark ())

typedef enum
{
  PAYROC_ERROR_INVALID,            /* input refused, here or by Payroc (400): see the fields */
  PAYROC_ERROR_KEY_REFUSED,        /* the API key is wrong, revoked (identity 401/403) or missing */
  PAYROC_ERROR_FORBIDDEN,          /* 403: this account may not do that (or the terminal is not its own) */
  PAYROC_ERROR_CAPABILITY_MISSING, /* 400 capabilities-missing: payment links are not switched on */
  PAYROC_ERROR_NOT_FOUND,          /* 404 */
  PAYROC_ERROR_KEY_IN_USE,         /* 409 idempotency-key-in-use: same key, other body */
  PAYROC_ERROR_CONFLICT,           /* 409 resource-already-exists, attribute-conflict */
  PAYROC_ERROR_NOT_CHANGEABLE,     /* 409 cannot-be-modified */
  PAYROC_ERROR_REFUSED,            /* another final answer of Payroc's: 406, 413, 415, other 4xx */
  PAYROC_ERROR_BUSY,               /* 408, 429, 5xx after the policy's attempts: try later */
  PAYROC_ERROR_UNREACHABLE,        /* no connection, cut off, timed out */
  PAYROC_ERROR_INSECURE,           /* the certificate does not hold, or plain http outside the loopback */
  PAYROC_ERROR_BAD_REPLY,          /* HTML, truncated, too large, wrong types, redirect, foreign host */
} PayrocErrorCode;

/* An extended error (G_DEFINE_EXTENDED_ERROR): details travel with the GError and its copies. Its message is English,
 * for logs and bug reports, and holds nothing personal; what a person reads is made from code, fields and detail. */
GQuark      payroc_error_quark               (void);

/* Build one. fields (element-type PayrocFieldError) (nullable), copied. */
GError     *payroc_error_new_fields          (PayrocErrorCode  code,
                                              GPtrArray       *fields,
                                              const char      *format,
                                              ...) G_GNUC_PRINTF (3, 4);
/* The same for one field that was found wrong on this side: PAYROC_ERROR_INVALID. */
GError     *payroc_error_new_field           (const char        *parameter,
                                              PayrocFieldReason  reason,
                                              gint64             limit);
/* TRUE when there are no fields, else FALSE and PAYROC_ERROR_INVALID with them. */
gboolean    payroc_error_check_fields        (GPtrArray       *fields,
                                              const char      *message,
                                              GError         **error);
void        payroc_error_set_http            (GError          *error,
                                              guint            status,
                                              const char      *problem_type, /* the fragment, e.g. "bad-request" */
                                              const char      *detail);      /* Payroc's words, bounded */
void        payroc_error_set_outcome_unknown (GError          *error,
                                              gboolean         unknown);
void        payroc_error_set_retry_after     (GError          *error,
                                              gint64           microseconds); /* -1: not said */

/* Read it; each is safe on any GError (0, NULL, FALSE for foreign domains). */
GPtrArray  *payroc_error_get_fields          (const GError    *error); /* (transfer none) (nullable)
                                                                        * (element-type PayrocFieldError) */
guint       payroc_error_get_status          (const GError    *error); /* HTTP status or 0 */
const char *payroc_error_get_type_name       (const GError    *error); /* (nullable) problem type's fragment */
const char *payroc_error_get_detail          (const GError    *error); /* (nullable) untrusted plain text */
gint64      payroc_error_get_retry_after     (const GError    *error); /* microseconds Payroc asked for, or -1 */
/* TRUE when bytes may have left and no trustworthy answer came: the work may have been done. */
gboolean    payroc_error_outcome_unknown     (const GError    *error);
/* TRUE when the very same request may be sent again later (BUSY, UNREACHABLE, INSECURE, BAD_REPLY). */
gboolean    payroc_error_is_temporary        (const GError    *error);

G_END_DECLS
