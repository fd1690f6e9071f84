/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The little that Paylinks wants to know of a terminal before it offers what that cannot do. */

#include "payroc-terminal.h"

#include <string.h>

#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"

#define TEXT_MAX 256

struct _PayrocTerminal
{
  GObject parent_instance;

  char *id;        /* (owned) */
  char *status;    /* (owned) (nullable) */
  char *time_zone; /* (owned) (nullable) */
  int   payment_links;
  int   pre_authorization;
};

G_DEFINE_FINAL_TYPE (PayrocTerminal, payroc_terminal, G_TYPE_OBJECT)

static gboolean
read_switch (JsonObject  *object,
             const char  *name,
             int         *value,
             GError     **error)
{
  gboolean on = FALSE;

  if (!payroc_json_get_boolean (object, name, FALSE, &on, error))
    return FALSE;

  if (json_object_has_member (object, name) && !json_object_get_null_member (object, name))
    *value = on ? 1 : 0;

  return TRUE;
}

static gboolean
read_features (PayrocTerminal  *self,
               JsonObject      *features,
               GError         **error)
{
  JsonObject *payment_links = NULL;

  return payroc_json_get_object (features, "paymentLinks", FALSE, &payment_links, error) &&
         (payment_links == NULL || read_switch (payment_links, "enabled", &self->payment_links, error)) &&
         read_switch (features, "preAuthorizations", &self->pre_authorization, error);
}

static gboolean
read_terminal (PayrocTerminal  *self,
               JsonObject      *object,
               GError         **error)
{
  const char *id = NULL;
  JsonObject *features = NULL;

  if (!payroc_json_get_string (object, "processingTerminalId", TRUE, &id, error) ||
      !payroc_json_dup_text (object, "status", TEXT_MAX, &self->status, error) ||
      !payroc_json_dup_text (object, "timezone", TEXT_MAX, &self->time_zone, error) ||
      !payroc_json_get_object (object, "features", FALSE, &features, error) ||
      (features != NULL && !read_features (self, features, error)))
    return FALSE;

  if (!payroc_terminal_id_is_valid (id))
    {
      g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "The processingTerminalId is none");
      return FALSE;
    }

  self->id = g_strdup (id);

  return TRUE;
}

static void
payroc_terminal_finalize (GObject *object)
{
  PayrocTerminal *self = PAYROC_TERMINAL (object);

  g_free (self->id);
  g_free (self->status);
  g_free (self->time_zone);

  G_OBJECT_CLASS (payroc_terminal_parent_class)->finalize (object);
}

static void
payroc_terminal_class_init (PayrocTerminalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = payroc_terminal_finalize;
}

static void
payroc_terminal_init (PayrocTerminal *self)
{
  self->payment_links = -1;
  self->pre_authorization = -1;
}

/**
 * payroc_terminal_new_from_json:
 * @node: (nullable): the reply to "retrieve terminal"
 * @error: return location for a #GError
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the terminal, or %NULL with @error set
 */
PayrocTerminal *
payroc_terminal_new_from_json (JsonNode  *node,
                               GError   **error)
{
  g_autoptr(PayrocTerminal) self = g_object_new (PAYROC_TYPE_TERMINAL, NULL);
  JsonObject *object = payroc_json_as_object (node, error);

  if (object == NULL || !read_terminal (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * payroc_terminal_get_id:
 * @self: a terminal
 *
 * Returns: (transfer none): Payroc's name for it
 */
const char *
payroc_terminal_get_id (PayrocTerminal *self)
{
  g_return_val_if_fail (PAYROC_IS_TERMINAL (self), NULL);

  return self->id;
}

/**
 * payroc_terminal_get_status:
 * @self: a terminal
 *
 * Returns: (transfer none) (nullable): "active", "inactive" or a newer word
 */
const char *
payroc_terminal_get_status (PayrocTerminal *self)
{
  g_return_val_if_fail (PAYROC_IS_TERMINAL (self), NULL);

  return self->status;
}

/**
 * payroc_terminal_get_time_zone:
 * @self: a terminal
 *
 * Returns: (transfer none) (nullable): an IANA time zone, for example "America/Chicago"
 */
const char *
payroc_terminal_get_time_zone (PayrocTerminal *self)
{
  g_return_val_if_fail (PAYROC_IS_TERMINAL (self), NULL);

  return self->time_zone;
}

/**
 * payroc_terminal_get_payment_links:
 * @self: a terminal
 *
 * Returns: whether payment links are switched on: 1, 0, or -1 when not said
 */
int
payroc_terminal_get_payment_links (PayrocTerminal *self)
{
  g_return_val_if_fail (PAYROC_IS_TERMINAL (self), -1);

  return self->payment_links;
}

/**
 * payroc_terminal_get_pre_authorization:
 * @self: a terminal
 *
 * Returns: whether it can hold money: 1, 0, or -1 when not said
 */
int
payroc_terminal_get_pre_authorization (PayrocTerminal *self)
{
  g_return_val_if_fail (PAYROC_IS_TERMINAL (self), -1);

  return self->pre_authorization;
}

/**
 * payroc_terminal_id_is_valid:
 * @id: (nullable): what somebody typed
 *
 * Returns: whether it is 4–50 characters that can stand in an address: letters, digits, "-", "_" and "."
 */
gboolean
payroc_terminal_id_is_valid (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  if (length < PAYROC_TERMINAL_ID_MIN || length > PAYROC_TERMINAL_ID_MAX)
    return FALSE;

  for (const char *p = id; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL)
        return FALSE;
    }

  /* "...." would be a path of its own. */
  return strspn (id, ".") < length;
}
