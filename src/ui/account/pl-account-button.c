/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account menu of the header bar: which account is open, the others, and what can be done with it. */
#include "config.h"

#include "pl-account-button.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"
#include "ui/parts/pl-late-menu.h"

struct _PlAccountButton
{
  AdwBin         parent_instance;

  GListModel    *accounts;      /* (owned) (nullable) */
  GSignalGroup  *accounts_signals;
  PlSession     *session;       /* (owned) (nullable) */
  GSignalGroup  *account_signals;

  GMenu         *accounts_menu; /* (unowned) template */
  GtkMenuButton *button;        /* (unowned) template */
  GMenu         *menu;          /* (unowned) template */
};

typedef enum
{
  PROP_ACCOUNTS = 1,
  PROP_SESSION,
} PlAccountButtonProperty;

static GParamSpec *properties[PROP_SESSION + 1];

G_DEFINE_FINAL_TYPE (PlAccountButton, pl_account_button, ADW_TYPE_BIN)

/* As wide as a menu may become: what makes two long names different is often their end. */
#define NAME_LENGTH 36
#define NAME_START  22

static char *
dup_short (const char *name)
{
  glong length = g_utf8_strlen (name, -1);
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (length <= NAME_LENGTH)
    return g_strdup (name);

  start = g_utf8_substring (name, 0, NAME_START);
  end = g_utf8_substring (name, length - (NAME_LENGTH - NAME_START - 1), length);
  return g_strconcat (start, "…", end, NULL);
}

/* "Shop" and "Shop" may be one account in Test and one in Production: the menu says which is which. */
static char *
dup_menu_label (PlAccount *account)
{
  g_autofree char *whole_name = pl_format_account (account);
  g_autofree char *name = dup_short (whole_name);
  g_autoptr(GString) label = g_string_new (NULL);

  if (pl_account_get_kind (account) == PL_ACCOUNT_PRODUCTION || pl_account_get_kind (account) == PL_ACCOUNT_PRACTICE)
    g_string_append (label, name);
  else
    /* Translators: an account's name, and its environment: "Shop (Test)" */
    g_string_append_printf (label, _("%s (%s)"), name, pl_format_environment (pl_account_get_kind (account)));

  /* A menu would take a single underscore for a mnemonic. */
  g_string_replace (label, "_", "__", 0);
  return g_string_free (g_steal_pointer (&label), FALSE);
}

static void
update_menu (PlAccountButton *self)
{
  guint n_accounts = self->accounts != NULL ? g_list_model_get_n_items (self->accounts) : 0;

  g_menu_remove_all (self->accounts_menu);

  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr(PlAccount) account = g_list_model_get_item (self->accounts, i);
      g_autofree char *label = dup_menu_label (account);
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "win.account", "s", pl_account_get_id (account));
      g_menu_append_item (self->accounts_menu, item);
    }
}

static void
update_button (PlAccountButton *self)
{
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  if (self->session != NULL)
    {
      name = pl_format_account (pl_session_get_account (self->session));
      /* Translators: %s is the name of the account that is open. */
      label = g_strdup_printf (_("Account: %s"), name);
    }
  else
    {
      label = g_strdup (_("Account"));
    }

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
account_renamed_cb (PlAccountButton *self)
{
  update_menu (self);
  update_button (self);
}

static void
set_accounts (PlAccountButton *self,
              GListModel      *accounts)
{
  if (!g_set_object (&self->accounts, accounts))
    return;

  g_signal_group_set_target (self->accounts_signals, accounts);
  update_menu (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNTS]);
}

static void
set_session (PlAccountButton *self,
             PlSession       *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->account_signals, session != NULL ? pl_session_get_account (session) : NULL);
  update_button (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pl_account_button_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  PlAccountButton *self = PL_ACCOUNT_BUTTON (object);

  switch ((PlAccountButtonProperty) prop_id)
    {
    case PROP_ACCOUNTS:
      g_value_set_object (value, self->accounts);
      break;
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_account_button_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  PlAccountButton *self = PL_ACCOUNT_BUTTON (object);

  switch ((PlAccountButtonProperty) prop_id)
    {
    case PROP_ACCOUNTS:
      set_accounts (self, g_value_get_object (value));
      break;
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_account_button_dispose (GObject *object)
{
  PlAccountButton *self = PL_ACCOUNT_BUTTON (object);

  g_clear_object (&self->accounts_signals);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->accounts);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_account_button_parent_class)->dispose (object);
}

static void
pl_account_button_class_init (PlAccountButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_account_button_get_property;
  object_class->set_property = pl_account_button_set_property;
  object_class->dispose = pl_account_button_dispose;

  properties[PROP_ACCOUNTS] =
    g_param_spec_object ("accounts", NULL, NULL, G_TYPE_LIST_MODEL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, PL_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-account-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAccountButton, accounts_menu);
  gtk_widget_class_bind_template_child (widget_class, PlAccountButton, button);
  gtk_widget_class_bind_template_child (widget_class, PlAccountButton, menu);
}

static void
pl_account_button_init (PlAccountButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_late_menu_set (self->button, self->menu, NULL, NULL);

  self->accounts_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->accounts_signals, "items-changed", G_CALLBACK (update_menu), self);
  self->account_signals = g_signal_group_new (PL_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::name", G_CALLBACK (account_renamed_cb), self);
  update_button (self);
}
