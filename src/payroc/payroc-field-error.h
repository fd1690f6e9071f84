/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that is wrong with one field, found here or by Payroc. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  PAYROC_FIELD_REASON_SERVER,        /* Payroc said so: see message */
  PAYROC_FIELD_REASON_REQUIRED,      /* missing, or nothing but blanks */
  PAYROC_FIELD_REASON_TOO_SHORT,     /* limit: the least number of characters */
  PAYROC_FIELD_REASON_TOO_LONG,      /* limit: the most */
  PAYROC_FIELD_REASON_TOO_SMALL,     /* limit: the least value */
  PAYROC_FIELD_REASON_TOO_LARGE,     /* limit: the greatest value */
  PAYROC_FIELD_REASON_TOO_PRECISE,   /* limit: the most decimals */
  PAYROC_FIELD_REASON_MALFORMED,     /* cannot be read, or holds what may not stand there (control characters) */
  PAYROC_FIELD_REASON_UNKNOWN_VALUE,
  PAYROC_FIELD_REASON_DUPLICATE,
  PAYROC_FIELD_REASON_IN_PAST,
  PAYROC_FIELD_REASON_NOT_ALLOWED,   /* not together with the rest, e.g. hold + bank transfer */
  PAYROC_FIELD_REASON_MIXED_LETTERS, /* of alphabets that look alike: it may be another than it seems */
  PAYROC_FIELD_REASON_OTHER_ADDRESS, /* a name that is an address, and not the one beside it */
} PayrocFieldReason;

#define PAYROC_TYPE_FIELD_ERROR (payroc_field_error_get_type ())

typedef struct
{
  char             *parameter; /* (owned) the API's path: "merchantReference", "order.charge.amount",
                                * "recipients[2].email" */
  PayrocFieldReason reason;
  gint64            limit;
  char             *message;   /* (owned) (nullable) Payroc's own words, untrusted plain text, bounded */
} PayrocFieldError;

GType             payroc_field_error_get_type (void) G_GNUC_CONST;
PayrocFieldError *payroc_field_error_new      (const char             *parameter,
                                               PayrocFieldReason       reason,
                                               gint64                  limit,
                                               const char             *message);
PayrocFieldError *payroc_field_error_copy     (const PayrocFieldError *self);
void              payroc_field_error_free     (PayrocFieldError       *self);

/* Lists of them, as every validate() returns: an array that frees its elements. */
GPtrArray        *payroc_field_errors_new     (void);
void              payroc_field_errors_add     (GPtrArray              *errors,
                                               const char             *parameter,
                                               PayrocFieldReason       reason,
                                               gint64                  limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PayrocFieldError, payroc_field_error_free)

G_END_DECLS
