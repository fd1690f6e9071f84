/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row is "USD  US Dollar": its first three letters are the code, all of it is searched. */
#include "config.h"

#include "pl-currency-button.h"

#include <glib/gi18n.h>

#include "core/pl-search-text.h"
#include "payroc/payroc-currency.h"

#define CODE_LENGTH 3

struct _PlCurrencyButton
{
  AdwBin              parent_instance;

  char                currency[CODE_LENGTH + 1];
  GString            *search; /* (owned) folded */

  GtkMenuButton      *button; /* (unowned) template, as all below */
  GtkPopover         *popover;
  GtkSearchEntry     *search_entry;
  GtkListView        *list_view;
  GtkSingleSelection *selection;
  GtkFilterListModel *filtered;
  GtkCustomFilter    *filter;
};

typedef enum
{
  PROP_CURRENCY = 1,
} PlCurrencyButtonProperty;

static GParamSpec *properties[PROP_CURRENCY + 1];

G_DEFINE_FINAL_TYPE (PlCurrencyButton, pl_currency_button, ADW_TYPE_BIN)

static char *
dup_row (const char *code)
{
  g_autofree char *name = payroc_currency_get_name (code, NULL);

  /* Translators: a currency's code and its name. */
  return g_strdup_printf (C_("currency", "%s  %s"), code, name);
}

/* Names cost ICU a moment: they are asked for when the list is first opened, not with every form. */
static void
ensure_rows (PlCurrencyButton *self)
{
  const char *const      *codes = payroc_currency_get_codes ();
  g_autoptr (GtkStringList) rows = NULL;

  if (gtk_filter_list_model_get_model (self->filtered) != NULL)
    return;

  rows = gtk_string_list_new (NULL);
  for (guint i = 0; codes[i] != NULL; i++)
    gtk_string_list_take (rows, dup_row (codes[i]));
  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (rows));
}

static gboolean
match_cb (gpointer item,
          gpointer user_data)
{
  PlCurrencyButton   *self = user_data;
  const char         *row = gtk_string_object_get_string (item);
  g_autoptr (GString) folded = NULL;

  if (self->search->len == 0)
    return TRUE;

  folded = g_string_new (NULL);
  pl_search_text_append_folded (folded, row, strlen (row));

  return strstr (folded->str, self->search->str) != NULL;
}

static void
set_currency (PlCurrencyButton *self,
              const char       *code)
{
  g_autofree char *label = NULL;

  if (code == NULL || g_str_equal (self->currency, code) || !payroc_currency_is_known (code))
    return;

  g_strlcpy (self->currency, code, sizeof self->currency);
  gtk_menu_button_set_label (self->button, code);
  /* Translators: what a screen reader says of the button that chooses a currency; %s is a code such as USD. */
  label = g_strdup_printf (_("Currency: %s"), code);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENCY]);
}

static void
choose (PlCurrencyButton *self,
        guint             position)
{
  g_autoptr (GtkStringObject) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autofree char            *code = NULL;

  if (row == NULL)
    return;

  code = g_strndup (gtk_string_object_get_string (row), CODE_LENGTH);
  set_currency (self, code);
  gtk_popover_popdown (self->popover);
}

static void
activated_cb (PlCurrencyButton *self,
              guint             position)
{
  choose (self, position);
}

static void
search_activated_cb (PlCurrencyButton *self)
{
  choose (self, 0);
}

static void
search_changed_cb (PlCurrencyButton *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_string_truncate (self->search, 0);
  pl_search_text_append_folded (self->search, text, strlen (text));
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
popover_shown_cb (PlCurrencyButton *self)
{
  ensure_rows (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (GtkStringObject) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (g_str_has_prefix (gtk_string_object_get_string (row), self->currency))
        {
          gtk_single_selection_set_selected (self->selection, i);
          gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", i);
        }
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
pl_currency_button_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  PlCurrencyButton *self = PL_CURRENCY_BUTTON (object);

  switch ((PlCurrencyButtonProperty) property_id)
    {
    case PROP_CURRENCY:
      g_value_set_string (value, self->currency);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_currency_button_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  PlCurrencyButton *self = PL_CURRENCY_BUTTON (object);

  switch ((PlCurrencyButtonProperty) property_id)
    {
    case PROP_CURRENCY:
      set_currency (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_currency_button_finalize (GObject *object)
{
  PlCurrencyButton *self = PL_CURRENCY_BUTTON (object);

  g_string_free (self->search, TRUE);

  G_OBJECT_CLASS (pl_currency_button_parent_class)->finalize (object);
}

static void
pl_currency_button_class_init (PlCurrencyButtonClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_currency_button_get_property;
  object_class->set_property = pl_currency_button_set_property;
  object_class->finalize = pl_currency_button_finalize;

  properties[PROP_CURRENCY] =
    g_param_spec_string ("currency", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-currency-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, button);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, popover);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, list_view);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, selection);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, filtered);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, filter);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
}

static void
pl_currency_button_init (PlCurrencyButton *self)
{
  self->search = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_custom_filter_set_filter_func (self->filter, match_cb, self, NULL);
}
