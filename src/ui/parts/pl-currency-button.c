/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row is "USD  US Dollar": its first three letters are the code, all of it is searched. */
#include "config.h"

#include "pl-currency-button.h"

#include <glib/gi18n.h>

#include "core/list/pl-search-text.h"
#include "payroc/money/payroc-currency.h"

#define CODE_LENGTH 3
#define PAGE        5

struct _PlCurrencyButton
{
  AdwBin              parent_instance;

  char                currency[CODE_LENGTH + 1];
  char                own[CODE_LENGTH + 1]; /* stands first */
  GString            *search; /* (owned) folded */

  GtkMenuButton      *button; /* (unowned) template, as all below */
  GtkPopover         *popover;
  GtkSearchEntry     *search_entry;
  GtkListView        *list_view;
  GtkSingleSelection *selection;
  GtkFilterListModel *filtered;
  GtkCustomFilter    *filter;
  GtkStack           *stack;
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
  if (*self->own != '\0')
    gtk_string_list_take (rows, dup_row (self->own));
  for (guint i = 0; codes[i] != NULL; i++)
    {
      if (!g_str_equal (codes[i], self->own))
        gtk_string_list_take (rows, dup_row (codes[i]));
    }
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

/* Returns: (transfer full) (nullable) */
static char *
dup_code (PlCurrencyButton *self,
          guint             position)
{
  g_autoptr (GtkStringObject) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  return row != NULL ? g_strndup (gtk_string_object_get_string (row), CODE_LENGTH) : NULL;
}

static void
choose (PlCurrencyButton *self,
        guint             position)
{
  g_autofree char *code = dup_code (self, position);

  if (code == NULL)
    return;

  set_currency (self, code);
  gtk_popover_popdown (self->popover);
}

static void
activated_cb (PlCurrencyButton *self,
              guint             position)
{
  choose (self, position);
}

/* Enter takes the row that is marked. */
static void
search_activated_cb (PlCurrencyButton *self)
{
  choose (self, gtk_single_selection_get_selected (self->selection));
}

static void
mark (PlCurrencyButton *self,
      guint             position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", position);
}

/* Who types "rub" means roubles, not the Aruban florin: a code comes before a name. */
static void
mark_best (PlCurrencyButton *self,
           const char       *wanted)
{
  guint best = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autofree char *code = dup_code (self, i);

      if (g_ascii_strcasecmp (code, wanted) == 0)
        best = i;
    }
  mark (self, best);
}

/* The keyboard stays in the search while the arrows walk over the list. */
static gboolean
key_pressed_cb (PlCurrencyButton *self,
                guint             keyval,
                guint             keycode,
                GdkModifierType   state)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint marked = gtk_single_selection_get_selected (self->selection);

  if (n_rows == 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      mark (self, MIN (marked + 1, n_rows - 1));
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      mark (self, marked > 0 ? marked - 1 : 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      mark (self, MIN (marked + PAGE, n_rows - 1));
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      mark (self, marked > PAGE ? marked - PAGE : 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
show_matches (PlCurrencyButton *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_string_truncate (self->search, 0);
  pl_search_text_append_folded (self->search, text, strlen (text));
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0 ? "list" : "none");
  mark_best (self, *text != '\0' ? text : self->currency);
}

/* Not "search-changed", which comes later: Enter must find what was typed before it. */
static void
search_changed_cb (PlCurrencyButton *self)
{
  show_matches (self);
}

static void
popover_shown_cb (PlCurrencyButton *self)
{
  ensure_rows (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  show_matches (self);
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
    g_param_spec_string ("currency", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-currency-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, button);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, popover);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, list_view);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, selection);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, filtered);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, filter);
  gtk_widget_class_bind_template_child (widget_class, PlCurrencyButton, stack);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
}

static void
pl_currency_button_init (PlCurrencyButton *self)
{
  self->search = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_custom_filter_set_filter_func (self->filter, match_cb, self, NULL);
}

void
pl_currency_button_set_own (PlCurrencyButton *self,
                            const char       *code)
{
  g_return_if_fail (PL_IS_CURRENCY_BUTTON (self));

  if (payroc_currency_is_known (code))
    g_strlcpy (self->own, code, sizeof self->own);
  gtk_filter_list_model_set_model (self->filtered, NULL);
}
