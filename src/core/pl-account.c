/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account's row as an object that windows can bind to. */
#include "config.h"

#include "pl-account.h"

#include "pl-core-enum-types.h"
#include "payroc/payroc-error.h"

struct _PlAccount
{
  GObject       parent_instance;

  PlAccountRow *row; /* (owned) */
  gboolean      session_only;
};

typedef enum
{
  PROP_ID = 1,
  PROP_KIND,
  PROP_NAME,
  PROP_TERMINAL,
  PROP_CURRENCY,
} PlAccountProperty;

static GParamSpec *properties[PROP_CURRENCY + 1];

G_DEFINE_FINAL_TYPE (PlAccount, pl_account, G_TYPE_OBJECT)

static const struct
{
  PlAccountKind kind;
  const char   *text;
} kind_texts[] = {
  { PL_ACCOUNT_PRODUCTION, "production" },
  { PL_ACCOUNT_TEST, "test" },
  { PL_ACCOUNT_PRACTICE, "practice" },
  { PL_ACCOUNT_CUSTOM, "custom" },
};

static PlAccountRow *
copy_row (const PlAccountRow *row)
{
  PlAccountRow *copy = pl_account_row_new ();

  copy->id = g_strdup (row->id);
  copy->name = g_strdup (row->name);
  copy->environment = g_strdup (row->environment);
  copy->api_url = g_strdup (row->api_url);
  copy->identity_url = g_strdup (row->identity_url);
  copy->terminal = g_strdup (row->terminal);
  copy->currency = g_strdup (row->currency);
  copy->last_used = row->last_used;

  return copy;
}

static gboolean
replace_string (char       **place,
                const char  *value)
{
  if (g_strcmp0 (*place, value) == 0)
    return FALSE;

  g_free (*place);
  *place = g_strdup (value);

  return TRUE;
}

static void
pl_account_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  PlAccount *self = PL_ACCOUNT (object);

  switch ((PlAccountProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, pl_account_get_id (self));
      break;
    case PROP_KIND:
      g_value_set_enum (value, pl_account_get_kind (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, pl_account_get_name (self));
      break;
    case PROP_TERMINAL:
      g_value_set_string (value, pl_account_get_terminal (self));
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, pl_account_get_currency (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_account_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  PlAccount *self = PL_ACCOUNT (object);

  switch ((PlAccountProperty) prop_id)
    {
    case PROP_NAME:
      pl_account_set_name (self, g_value_get_string (value));
      break;
    case PROP_TERMINAL:
      pl_account_set_terminal (self, g_value_get_string (value));
      break;
    case PROP_CURRENCY:
      pl_account_set_currency (self, g_value_get_string (value));
      break;
    case PROP_ID:
    case PROP_KIND:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_account_finalize (GObject *object)
{
  PlAccount *self = PL_ACCOUNT (object);

  g_clear_pointer (&self->row, pl_account_row_free);

  G_OBJECT_CLASS (pl_account_parent_class)->finalize (object);
}

static void
pl_account_class_init (PlAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_account_get_property;
  object_class->set_property = pl_account_set_property;
  object_class->finalize = pl_account_finalize;

  /**
   * PlAccount:id:
   *
   * A UUID; the keyring keeps the account's secrets under it.
   */
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * PlAccount:kind:
   *
   * Which Payroc it belongs to: a window must show this unmistakably.
   */
  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, PL_TYPE_ACCOUNT_KIND, PL_ACCOUNT_PRODUCTION,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * PlAccount:name:
   *
   * What the merchant calls it.
   */
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * PlAccount:terminal:
   *
   * The processing terminal's number at Payroc.
   */
  properties[PROP_TERMINAL] =
    g_param_spec_string ("terminal", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * PlAccount:currency:
   *
   * The currency proposed for new links.
   */
  properties[PROP_CURRENCY] =
    g_param_spec_string ("currency", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_account_init (PlAccount *self)
{
}

/**
 * pl_account_new_from_row:
 * @row: a row of the account table, copied
 *
 * Returns: (transfer full): the account
 */
PlAccount *
pl_account_new_from_row (const PlAccountRow *row)
{
  PlAccount *self;

  g_return_val_if_fail (row != NULL, NULL);
  g_return_val_if_fail (row->id != NULL, NULL);

  self = g_object_new (PL_TYPE_ACCOUNT, NULL);
  self->row = copy_row (row);

  return self;
}

/**
 * pl_account_to_row:
 * @self: an account
 *
 * Returns: (transfer full): a copy of its row, to be handed to the worker
 */
PlAccountRow *
pl_account_to_row (PlAccount *self)
{
  g_return_val_if_fail (PL_IS_ACCOUNT (self), NULL);

  return copy_row (self->row);
}

/**
 * pl_account_get_id:
 * @self: an account
 *
 * Returns: (transfer none): its UUID
 */
const char *
pl_account_get_id (PlAccount *self)
{
  g_return_val_if_fail (PL_IS_ACCOUNT (self), NULL);

  return self->row->id;
}

/* A word that a later Paylinks wrote is PL_ACCOUNT_CUSTOM: an account without addresses, which asks nobody anything,
 * rather than a guess at production. */
static PlAccountKind
find_kind (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_texts); i++)
    {
      if (g_strcmp0 (kind_texts[i].text, text) == 0)
        return kind_texts[i].kind;
    }

  return PL_ACCOUNT_CUSTOM;
}

/**
 * pl_account_get_kind:
 * @self: an account
 *
 * Returns: which Payroc it belongs to
 */
PlAccountKind
pl_account_get_kind (PlAccount *self)
{
  g_return_val_if_fail (PL_IS_ACCOUNT (self), PL_ACCOUNT_CUSTOM);

  return find_kind (self->row->environment);
}

/**
 * pl_account_get_name:
 * @self: an account
 *
 * Returns: (transfer none): what the merchant calls it
 */
const char *
pl_account_get_name (PlAccount *self)
{
  g_return_val_if_fail (PL_IS_ACCOUNT (self), NULL);

  return self->row->name;
}

/**
 * pl_account_set_name:
 * @self: an account
 * @name: the new name
 *
 * Changes the object only; [method@Workspace.rename_account_async] also writes it.
 */
void
pl_account_set_name (PlAccount  *self,
                     const char *name)
{
  g_return_if_fail (PL_IS_ACCOUNT (self));

  if (replace_string (&self->row->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * pl_account_get_terminal:
 * @self: an account
 *
 * Returns: (transfer none): the processing terminal's number
 */
const char *
pl_account_get_terminal (PlAccount *self)
{
  g_return_val_if_fail (PL_IS_ACCOUNT (self), NULL);

  return self->row->terminal;
}

/**
 * pl_account_set_terminal:
 * @self: an account
 * @terminal: the terminal's number
 *
 * Changes the object only.
 */
void
pl_account_set_terminal (PlAccount  *self,
                         const char *terminal)
{
  g_return_if_fail (PL_IS_ACCOUNT (self));

  if (replace_string (&self->row->terminal, terminal))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TERMINAL]);
}

/**
 * pl_account_get_currency:
 * @self: an account
 *
 * Returns: (transfer none): the ISO 4217 code proposed for new links
 */
const char *
pl_account_get_currency (PlAccount *self)
{
  g_return_val_if_fail (PL_IS_ACCOUNT (self), NULL);

  return self->row->currency;
}

/**
 * pl_account_set_currency:
 * @self: an account
 * @currency: an ISO 4217 code
 *
 * Changes the object only.
 */
void
pl_account_set_currency (PlAccount  *self,
                         const char *currency)
{
  g_return_if_fail (PL_IS_ACCOUNT (self));

  if (replace_string (&self->row->currency, currency))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENCY]);
}

/**
 * pl_account_get_last_used:
 * @self: an account
 *
 * Returns: when it was last opened, microseconds since the epoch
 */
gint64
pl_account_get_last_used (PlAccount *self)
{
  g_return_val_if_fail (PL_IS_ACCOUNT (self), 0);

  return self->row->last_used;
}

/**
 * pl_account_set_last_used:
 * @self: an account
 * @last_used: microseconds since the epoch
 *
 * Changes the object only.
 */
void
pl_account_set_last_used (PlAccount *self,
                          gint64     last_used)
{
  g_return_if_fail (PL_IS_ACCOUNT (self));

  self->row->last_used = last_used;
}

/**
 * pl_account_get_session_only:
 * @self: an account
 *
 * Returns: whether its key is in this process's memory only, and gone with it
 */
gboolean
pl_account_get_session_only (PlAccount *self)
{
  g_return_val_if_fail (PL_IS_ACCOUNT (self), FALSE);

  return self->session_only;
}

/**
 * pl_account_set_session_only:
 * @self: an account
 * @session_only: whether its key is in this process's memory only
 *
 * For core: says what was agreed with the keyring.
 */
void
pl_account_set_session_only (PlAccount *self,
                             gboolean   session_only)
{
  g_return_if_fail (PL_IS_ACCOUNT (self));

  self->session_only = session_only;
}

/**
 * pl_account_is_same_terminal:
 * @self: an account
 * @row: another account's row
 *
 * Two accounts for one terminal of one Payroc would keep every link twice and
 * could send every intent twice.
 *
 * Returns: whether @row means the same terminal at the same address
 */
gboolean
pl_account_is_same_terminal (PlAccount          *self,
                             const PlAccountRow *row)
{
  g_return_val_if_fail (PL_IS_ACCOUNT (self), FALSE);
  g_return_val_if_fail (row != NULL, FALSE);

  return g_strcmp0 (self->row->environment, row->environment) == 0 &&
         g_strcmp0 (self->row->api_url, row->api_url) == 0 &&
         g_strcmp0 (self->row->terminal, row->terminal) == 0;
}

/**
 * pl_account_create_environment:
 * @self: an account
 * @error: return location
 *
 * The practice account has none of its own: its server tells its address when
 * it runs.
 *
 * Errors: %PAYROC_ERROR_INVALID, %PAYROC_ERROR_INSECURE.
 *
 * Returns: (transfer full): the addresses to ask, or %NULL
 */
PayrocEnvironment *
pl_account_create_environment (PlAccount  *self,
                               GError    **error)
{
  g_return_val_if_fail (PL_IS_ACCOUNT (self), NULL);

  switch (pl_account_get_kind (self))
    {
    case PL_ACCOUNT_PRODUCTION:
      return payroc_environment_new_production ();
    case PL_ACCOUNT_TEST:
      return payroc_environment_new_test ();
    case PL_ACCOUNT_CUSTOM:
      return payroc_environment_new_custom (self->row->api_url, self->row->identity_url, error);
    case PL_ACCOUNT_PRACTICE:
    default:
      g_set_error_literal (error, PAYROC_ERROR, PAYROC_ERROR_INVALID,
                           "The practice server's address is known only while it runs");
      return NULL;
    }
}

/**
 * pl_account_kind_to_text:
 * @kind: a kind
 *
 * Returns: (transfer none): the account table's word for it
 */
const char *
pl_account_kind_to_text (PlAccountKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_texts); i++)
    {
      if (kind_texts[i].kind == kind)
        return kind_texts[i].text;
    }

  g_return_val_if_reached (NULL);
}
