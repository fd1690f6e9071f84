/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong with the service, in a form that survives g_error_copy() and the trip through a GTask. */

#include "payroc-error.h"

#include "payroc-text.h"

#define TYPE_NAME_MAX 64
#define DETAIL_MAX 1024

typedef struct
{
  GPtrArray *fields;    /* (owned) (nullable) never changed once set, so copies share it */
  char      *type_name; /* (owned) (nullable) */
  char      *detail;    /* (owned) (nullable) */
  gint64     retry_after; /* microseconds, or -1 */
  guint      status;
  gboolean   outcome_unknown;
} PayrocErrorPrivate;

static void
payroc_error_private_init (PayrocErrorPrivate *priv)
{
  priv->retry_after = -1;
}

static void
payroc_error_private_copy (const PayrocErrorPrivate *source,
                           PayrocErrorPrivate       *copy)
{
  copy->fields = source->fields != NULL ? g_ptr_array_ref (source->fields) : NULL;
  copy->type_name = g_strdup (source->type_name);
  copy->detail = g_strdup (source->detail);
  copy->status = source->status;
  copy->outcome_unknown = source->outcome_unknown;
  copy->retry_after = source->retry_after;
}

static void
payroc_error_private_clear (PayrocErrorPrivate *priv)
{
  g_clear_pointer (&priv->fields, g_ptr_array_unref);
  g_clear_pointer (&priv->type_name, g_free);
  g_clear_pointer (&priv->detail, g_free);
}

G_DEFINE_EXTENDED_ERROR (PayrocError, payroc_error)

static PayrocErrorPrivate *
get_private (const GError *error)
{
  return error != NULL && error->domain == PAYROC_ERROR ? payroc_error_get_private (error) : NULL;
}

static gpointer
copy_field_cb (gconstpointer field,
               gpointer      user_data)
{
  return payroc_field_error_copy (field);
}

/**
 * payroc_error_new_fields:
 * @code: what a merchant can do about it
 * @fields: (nullable) (element-type PayrocFieldError): which fields are to blame; copied
 * @format: a message for developers, in English, with nothing personal or secret in it
 * @...: for @format
 *
 * Returns: (transfer full): a new error of the domain %PAYROC_ERROR
 */
GError *
payroc_error_new_fields (PayrocErrorCode  code,
                         GPtrArray       *fields,
                         const char      *format,
                         ...)
{
  GError *error = NULL;
  va_list args;

  va_start (args, format);
  error = g_error_new_valist (PAYROC_ERROR, code, format, args);
  va_end (args);

  if (fields != NULL && fields->len > 0)
    {
      GPtrArray *copy = g_ptr_array_copy (fields, copy_field_cb, NULL);

      g_ptr_array_set_free_func (copy, (GDestroyNotify) payroc_field_error_free);
      get_private (error)->fields = copy;
    }

  return error;
}

/**
 * payroc_error_new_field:
 * @parameter: the field, by the API's name
 * @reason: what is wrong with it
 * @limit: the limit that was crossed, else 0
 *
 * Returns: (transfer full): a %PAYROC_ERROR_INVALID that blames one field
 */
GError *
payroc_error_new_field (const char        *parameter,
                        PayrocFieldReason  reason,
                        gint64             limit)
{
  g_autoptr(GPtrArray) fields = payroc_field_errors_new ();

  payroc_field_errors_add (fields, parameter, reason, limit);

  return payroc_error_new_fields (PAYROC_ERROR_INVALID, fields, "%s cannot be accepted", parameter);
}

/**
 * payroc_error_check_fields:
 * @fields: (element-type PayrocFieldError): what a check found; copied
 * @message: a message for developers, in English
 * @error: return location for a #GError
 *
 * Returns: %TRUE when @fields is empty, else %FALSE with %PAYROC_ERROR_INVALID
 */
gboolean
payroc_error_check_fields (GPtrArray   *fields,
                           const char  *message,
                           GError     **error)
{
  g_return_val_if_fail (fields != NULL, FALSE);

  if (fields->len == 0)
    return TRUE;

  g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_INVALID, fields, "%s", message));

  return FALSE;
}

/**
 * payroc_error_set_http:
 * @error: an error of the domain %PAYROC_ERROR
 * @status: the HTTP status, 0 for none
 * @problem_type: (nullable): the fragment of the problem document's type, for example "bad-request"
 * @detail: (nullable): Payroc's words; cut to 1024 characters and cleaned
 *
 * Adds what the answer said to an error that nobody else holds yet.
 */
void
payroc_error_set_http (GError     *error,
                       guint       status,
                       const char *problem_type,
                       const char *detail)
{
  PayrocErrorPrivate *priv = get_private (error);

  g_return_if_fail (priv != NULL);

  priv->status = status;
  g_free (priv->type_name);
  priv->type_name = payroc_text_clean (problem_type, TYPE_NAME_MAX);
  g_free (priv->detail);
  priv->detail = payroc_text_clean (detail, DETAIL_MAX);
}

/**
 * payroc_error_set_outcome_unknown:
 * @error: an error of the domain %PAYROC_ERROR
 * @unknown: whether the work may have been done all the same
 */
void
payroc_error_set_outcome_unknown (GError   *error,
                                  gboolean  unknown)
{
  PayrocErrorPrivate *priv = get_private (error);

  g_return_if_fail (priv != NULL);

  priv->outcome_unknown = unknown;
}

/**
 * payroc_error_set_retry_after:
 * @error: an error of the domain %PAYROC_ERROR
 * @microseconds: how long Payroc asked to be left alone (Retry-After, X-RateLimit-Reset), or -1
 */
void
payroc_error_set_retry_after (GError *error,
                              gint64  microseconds)
{
  PayrocErrorPrivate *priv = get_private (error);

  g_return_if_fail (priv != NULL);

  priv->retry_after = MAX (microseconds, -1);
}

/**
 * payroc_error_get_fields:
 * @error: (nullable): any error
 *
 * Returns: (transfer none) (nullable) (element-type PayrocFieldError): at least one field, or %NULL
 */
GPtrArray *
payroc_error_get_fields (const GError *error)
{
  PayrocErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->fields : NULL;
}

/**
 * payroc_error_get_status:
 * @error: (nullable): any error
 *
 * Returns: the HTTP status, 0 when there was no answer
 */
guint
payroc_error_get_status (const GError *error)
{
  PayrocErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->status : 0;
}

/**
 * payroc_error_get_type_name:
 * @error: (nullable): any error
 *
 * Returns: (transfer none) (nullable): the fragment of the problem document's type
 */
const char *
payroc_error_get_type_name (const GError *error)
{
  PayrocErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->type_name : NULL;
}

/**
 * payroc_error_get_detail:
 * @error: (nullable): any error
 *
 * Returns: (transfer none) (nullable): Payroc's words: plain text, never markup, and not to be trusted
 */
const char *
payroc_error_get_detail (const GError *error)
{
  PayrocErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->detail : NULL;
}

/**
 * payroc_error_get_retry_after:
 * @error: (nullable): any error
 *
 * Returns: how long Payroc asked to be left alone, in microseconds from the answer; -1 when it did not say. As the
 *   server sent it: the caller sets a bound.
 */
gint64
payroc_error_get_retry_after (const GError *error)
{
  PayrocErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->retry_after : -1;
}

/**
 * payroc_error_outcome_unknown:
 * @error: (nullable): any error
 *
 * Returns: %TRUE when bytes may have left and no trustworthy answer came, so that the work may have been done
 */
gboolean
payroc_error_outcome_unknown (const GError *error)
{
  PayrocErrorPrivate *priv = get_private (error);

  return priv != NULL && priv->outcome_unknown;
}

/**
 * payroc_error_is_temporary:
 * @error: (nullable): any error
 *
 * Returns: %TRUE when the very same request may be sent again later and may then succeed
 */
gboolean
payroc_error_is_temporary (const GError *error)
{
  if (error == NULL || error->domain != PAYROC_ERROR)
    return FALSE;

  switch ((PayrocErrorCode) error->code)
    {
    case PAYROC_ERROR_BUSY:
    case PAYROC_ERROR_UNREACHABLE:
    case PAYROC_ERROR_INSECURE:
    case PAYROC_ERROR_BAD_REPLY:
      return TRUE;
    case PAYROC_ERROR_INVALID:
    case PAYROC_ERROR_KEY_REFUSED:
    case PAYROC_ERROR_FORBIDDEN:
    case PAYROC_ERROR_CAPABILITY_MISSING:
    case PAYROC_ERROR_NOT_FOUND:
    case PAYROC_ERROR_KEY_IN_USE:
    case PAYROC_ERROR_CONFLICT:
    case PAYROC_ERROR_NOT_CHANGEABLE:
    case PAYROC_ERROR_REFUSED:
    default:
      return FALSE;
    }
}
