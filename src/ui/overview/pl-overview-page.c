/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows what the store says, whenever it says something else; nothing here waits for Payroc. */
#include "config.h"

#include "pl-overview-page.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-environment-bar.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-group.h"
#include "pl-income-chart.h"
#include "pl-overview-text.h"
#include "pl-sum-tile.h"

struct _PlOverviewPage
{
  AdwBin               parent_instance;

  PlSession           *session;          /* (owned) (nullable) */
  gboolean             folded;
  PlOverview          *overview;         /* (owned) (nullable) */
  GSignalGroup        *overview_signals; /* (owned) */
  char                *currency;         /* (owned) (nullable) of the chart */
  gboolean             filling;          /* the choice of currencies changes, not the choice */

  PlEnvironmentBar    *environment_bar;  /* (unowned) template, as all below */
  GtkStack            *stack;
  AdwStatusPage       *empty_page;
  GtkLabel            *as_of;
  GtkBox              *notes;
  PlSumTile           *open;
  PlSumTile           *this_day;
  PlSumTile           *this_week;
  PlSumTile           *this_month;
  PlIncomeChart       *chart;
  GtkLabel            *first_day;
  GtkDropDown         *currencies;
  AdwPreferencesGroup *ending_group;
  GtkListBox          *ending;
  GtkWidget           *show_ending_button;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_FOLDED,
} PlOverviewPageProperty;

static GParamSpec *properties[PROP_FOLDED + 1];

G_DEFINE_FINAL_TYPE (PlOverviewPage, pl_overview_page, ADW_TYPE_BIN)

static const char *
get_own_currency (PlOverviewPage *self)
{
  return pl_account_get_currency (pl_session_get_account (self->session));
}

static void
add_note (PlOverviewPage *self,
          const char     *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-information-symbolic");
  GtkWidget *label = gtk_label_new (text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (self->notes, line);
}

static void
show_notes (PlOverviewPage        *self,
            const PlOverviewFacts *facts,
            const GError          *error)
{
  g_auto (GStrv) notes = pl_overview_text_notes (facts, g_get_real_time ());
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notes))) != NULL)
    gtk_box_remove (self->notes, child);

  if (error != NULL)
    {
      g_autofree char *text = pl_error_text_body (error, PL_WORK_READ);

      add_note (self, text);
    }
  for (guint i = 0; notes[i] != NULL; i++)
    add_note (self, notes[i]);

  gtk_widget_set_visible (GTK_WIDGET (self->notes), gtk_widget_get_first_child (GTK_WIDGET (self->notes)) != NULL);
}

static void
show_sums (PlOverviewPage *self,
           PlSumTile      *tile,
           const PlSums   *sums)
{
  g_autofree char *amounts = pl_overview_text_amounts (sums, get_own_currency (self));
  g_autofree char *payments = pl_overview_text_payments (sums);

  pl_sum_tile_set (tile, amounts, payments);
}

static void
show_open (PlOverviewPage        *self,
           const PlOverviewFacts *facts)
{
  g_autofree char *amounts = pl_overview_text_amounts (facts->open, get_own_currency (self));
  g_autofree char *caption = pl_overview_text_open (facts);

  pl_sum_tile_set (self->open, amounts, caption);
}

/* The list of currencies is made anew only when it is another: a list that is open stays open. */
static void
fill_currencies (PlOverviewPage *self,
                 GPtrArray      *currencies)
{
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (self->currencies));
  const guint    n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  gboolean       same = n_items == currencies->len;
  guint          place = 0;

  for (guint i = 0; i < currencies->len; i++)
    {
      if (g_strcmp0 (g_ptr_array_index (currencies, i), self->currency) == 0)
        place = i;
      same = same && g_str_equal (g_ptr_array_index (currencies, i), gtk_string_list_get_string (list, i));
    }

  self->filling = TRUE;
  if (!same)
    {
      g_autoptr (GPtrArray) strings = g_ptr_array_copy (currencies, (GCopyFunc) g_strdup, NULL);

      g_ptr_array_add (strings, NULL);
      gtk_string_list_splice (list, 0, n_items, (const char *const *) strings->pdata);
    }
  gtk_drop_down_set_selected (self->currencies, place);
  self->filling = FALSE;

  g_free (self->currency);
  self->currency = g_strdup (g_ptr_array_index (currencies, place));
  gtk_widget_set_visible (GTK_WIDGET (self->currencies), currencies->len > 1);
}

static void
show_chart (PlOverviewPage        *self,
            const PlOverviewFacts *facts)
{
  g_autoptr (GPtrArray) currencies = pl_overview_text_list_currencies (facts, get_own_currency (self));
  g_autofree char      *first_day = NULL;
  GDate                 day = facts->today;

  g_date_subtract_days (&day, PL_OVERVIEW_N_DAYS - 1);
  first_day = pl_format_date (&day, &facts->today);
  gtk_label_set_text (self->first_day, first_day);

  fill_currencies (self, currencies);
  pl_income_chart_set_facts (self->chart, facts, self->currency);
}

static void
show_ending (PlOverviewPage        *self,
             const PlOverviewFacts *facts)
{
  g_autofree char *description = NULL;

  if (facts->n_ending > facts->ending->len)
    description = g_strdup_printf (ngettext ("%'u link ends in the next 7 days; the first of them:",
                                             "%'u links end in the next 7 days; the first of them:", facts->n_ending),
                                   facts->n_ending);
  else
    description = g_strdup (_("Open links whose last day is in the next 7 days"));

  adw_preferences_group_set_description (self->ending_group, description);
  gtk_widget_set_visible (self->show_ending_button, facts->n_ending > facts->ending->len);
}

/* In the place of figures. The icon is large, and read only where it is seen. */
static void
show_words (PlOverviewPage *self,
            const char     *title,
            const char     *markup)
{
  adw_status_page_set_icon_name (self->empty_page, "pl-overview-symbolic");
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, markup);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_empty (PlOverviewPage        *self,
            const PlOverviewFacts *facts)
{
  const PlAccountKind kind = pl_account_get_kind (pl_session_get_account (self->session));
  const char         *title = _("Nothing to Add Up Yet");
  const char         *text = _("What is outstanding and what was paid is shown here as soon as there is a link.");

  if (kind == PL_ACCOUNT_PRACTICE)
    {
      text = _("Create a link, open it the way your customer would, pay, and watch it turn to Paid.");
    }
  else if (facts->links_as_of == 0)
    {
      title = _("Not Updated Yet");
      text = _("Your links have not been fetched from Payroc yet.");
    }

  show_words (self, title, text);
}

static void
changed_cb (PlOverviewPage *self)
{
  const PlOverviewFacts *facts = pl_overview_get_facts (self->overview);
  const GError          *error = pl_overview_get_error (self->overview);
  g_autofree char       *as_of = NULL;

  if (facts == NULL && error != NULL)
    {
      g_autofree char *text = pl_error_text_body (error, PL_WORK_READ);
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      show_words (self, _("The Overview Cannot Be Shown"), escaped);
    }
  if (facts == NULL)
    return;

  if (!facts->has_links)
    {
      show_empty (self, facts);
      return;
    }

  as_of = pl_overview_text_as_of (facts, g_get_real_time ());
  gtk_label_set_text (self->as_of, as_of);
  show_notes (self, facts, error);
  show_open (self, facts);
  show_sums (self, self->this_day, facts->this_day);
  show_sums (self, self->this_week, facts->this_week);
  show_sums (self, self->this_month, facts->this_month);
  show_chart (self, facts);
  show_ending (self, facts);
  gtk_stack_set_visible_child_name (self->stack, "facts");
}

static void
currency_cb (PlOverviewPage *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->currencies);

  if (self->filling || chosen == NULL || self->overview == NULL || pl_overview_get_facts (self->overview) == NULL)
    return;

  g_free (self->currency);
  self->currency = g_strdup (gtk_string_object_get_string (chosen));
  pl_income_chart_set_facts (self->chart, pl_overview_get_facts (self->overview), self->currency);
}

static GtkWidget *
create_ending_row_cb (gpointer item,
                      gpointer user_data)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *button = gtk_button_new_with_label (_("Extend…"));
  const char      *link_id = payroc_link_get_id (item);
  g_autofree char *reference = pl_bidi_isolate (payroc_link_get_reference (item));
  g_autofree char *amount = pl_format_amount (item);
  g_autofree char *expiry = NULL;
  g_autofree char *subtitle = NULL;
  /* Translators: a button that lets a link work longer; %s is the link's reference. */
  g_autofree char *name = g_strdup_printf (_("Extend %s"), reference);
  GDate            today;

  pl_format_today (&today);
  expiry = pl_format_expiry (payroc_link_get_status (item), payroc_link_get_expires_on (item), &today);
  /* Translators: a link's amount, and until when it works. */
  subtitle = g_strdup_printf (C_("amount and expiry", "%s · %s"), amount, expiry);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), reference);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-link");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", link_id);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.edit-last-day");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", link_id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

/* "Until tomorrow" is another word the next day. */
static void
show_rows (PlOverviewPage *self)
{
  GListModel *ending = self->overview != NULL ? pl_overview_get_ending (self->overview) : NULL;

  gtk_list_box_bind_model (self->ending, ending, create_ending_row_cb, NULL, NULL);
}

static void
set_session (PlOverviewPage *self,
             PlSession      *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_clear_object (&self->overview);
  g_clear_pointer (&self->currency, g_free);
  if (session != NULL)
    self->overview = pl_session_create_overview (session);
  g_signal_group_set_target (self->overview_signals, self->overview);
  g_object_set (self->environment_bar, "account", session != NULL ? pl_session_get_account (session) : NULL, NULL);

  gtk_stack_set_visible_child_name (self->stack, "reading");
  show_rows (self);
  if (self->overview != NULL)
    pl_overview_set_active (self->overview, gtk_widget_get_mapped (GTK_WIDGET (self)));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pl_overview_page_map (GtkWidget *widget)
{
  PlOverviewPage *self = PL_OVERVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (pl_overview_page_parent_class)->map (widget);

  if (self->overview != NULL)
    pl_overview_set_active (self->overview, TRUE);
}

static void
pl_overview_page_unmap (GtkWidget *widget)
{
  PlOverviewPage *self = PL_OVERVIEW_PAGE (widget);

  if (self->overview != NULL)
    pl_overview_set_active (self->overview, FALSE);

  GTK_WIDGET_CLASS (pl_overview_page_parent_class)->unmap (widget);
}

static void
pl_overview_page_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  PlOverviewPage *self = PL_OVERVIEW_PAGE (object);

  switch ((PlOverviewPageProperty) property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_overview_page_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  PlOverviewPage *self = PL_OVERVIEW_PAGE (object);

  switch ((PlOverviewPageProperty) property_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_FOLDED:
      if (self->folded != g_value_get_boolean (value))
        {
          self->folded = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_overview_page_dispose (GObject *object)
{
  PlOverviewPage *self = PL_OVERVIEW_PAGE (object);

  g_clear_object (&self->overview_signals);
  g_clear_object (&self->overview);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_overview_page_parent_class)->dispose (object);
}

static void
pl_overview_page_finalize (GObject *object)
{
  PlOverviewPage *self = PL_OVERVIEW_PAGE (object);

  g_free (self->currency);

  G_OBJECT_CLASS (pl_overview_page_parent_class)->finalize (object);
}

static void
pl_overview_page_class_init (PlOverviewPageClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pl_overview_page_get_property;
  object_class->set_property = pl_overview_page_set_property;
  object_class->dispose = pl_overview_page_dispose;
  object_class->finalize = pl_overview_page_finalize;
  widget_class->map = pl_overview_page_map;
  widget_class->unmap = pl_overview_page_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PL_TYPE_SESSION, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);
  g_type_ensure (PL_TYPE_GROUP);
  g_type_ensure (PL_TYPE_INCOME_CHART);
  g_type_ensure (PL_TYPE_SUM_TILE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, environment_bar);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, as_of);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, notes);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, open);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, this_day);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, this_week);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, this_month);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, chart);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, first_day);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, currencies);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, ending_group);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, ending);
  gtk_widget_class_bind_template_child (widget_class, PlOverviewPage, show_ending_button);
  gtk_widget_class_bind_template_callback (widget_class, currency_cb);
}

static void
pl_overview_page_init (PlOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The button inside of it has the keyboard, and in GTK 4.8 no name. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->currencies))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Currency"), -1);

  self->overview_signals = g_signal_group_new (PL_TYPE_OVERVIEW);
  g_signal_group_connect_swapped (self->overview_signals, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_object (pl_today_get_default (), "changed", G_CALLBACK (show_rows), self, G_CONNECT_SWAPPED);
}
