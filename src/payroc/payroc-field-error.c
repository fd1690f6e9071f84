/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field's error is a boxed value, so that it can travel in arrays, GErrors and signals alike. */

#include "payroc-field-error.h"

#include "payroc-text.h"

#define PARAMETER_MAX 256
#define MESSAGE_MAX 1024

G_DEFINE_BOXED_TYPE (PayrocFieldError, payroc_field_error, payroc_field_error_copy, payroc_field_error_free)

/**
 * payroc_field_error_new:
 * @parameter: (nullable): the field, by the API's name; %NULL when the server named none
 * @reason: what is wrong
 * @limit: the limit that was crossed, in the unit that @reason names, else 0
 * @message: (nullable): Payroc's own words
 *
 * Both texts may come from a server: they are cut to a sane length and cleaned of control characters.
 *
 * Returns: (transfer full): a new field error
 */
PayrocFieldError *
payroc_field_error_new (const char        *parameter,
                        PayrocFieldReason  reason,
                        gint64             limit,
                        const char        *message)
{
  PayrocFieldError *self = g_new0 (PayrocFieldError, 1);

  self->parameter = payroc_text_clean (parameter != NULL ? parameter : "", PARAMETER_MAX);
  self->reason = reason;
  self->limit = limit;
  self->message = payroc_text_clean (message, MESSAGE_MAX);

  return self;
}

/**
 * payroc_field_error_copy:
 * @self: a field error
 *
 * Returns: (transfer full): an equal one
 */
PayrocFieldError *
payroc_field_error_copy (const PayrocFieldError *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return payroc_field_error_new (self->parameter, self->reason, self->limit, self->message);
}

/**
 * payroc_field_error_free:
 * @self: (nullable) (transfer full): a field error
 */
void
payroc_field_error_free (PayrocFieldError *self)
{
  if (self == NULL)
    return;

  g_free (self->parameter);
  g_free (self->message);
  g_free (self);
}

/**
 * payroc_field_errors_new:
 *
 * Returns: (transfer full) (element-type PayrocFieldError): an empty list that owns what is put into it
 */
GPtrArray *
payroc_field_errors_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
}

/**
 * payroc_field_errors_add:
 * @errors: (element-type PayrocFieldError): a list
 * @parameter: the field, by the API's name
 * @reason: what is wrong
 * @limit: the limit that was crossed, else 0
 *
 * Adds what was found on this side; Payroc's own findings carry a message and use payroc_field_error_new().
 */
void
payroc_field_errors_add (GPtrArray        *errors,
                         const char       *parameter,
                         PayrocFieldReason reason,
                         gint64            limit)
{
  g_return_if_fail (errors != NULL);

  g_ptr_array_add (errors, payroc_field_error_new (parameter, reason, limit, NULL));
}
