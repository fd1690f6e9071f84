/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands on the merchant's own screen where there is one, and on the customer's only before there is a customer. */
#include "config.h"

#include "pl-counter-amount.h"

#include <glib/gi18n.h>

#include "payroc/payroc-error.h"
#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-format.h"

struct _PlCounterAmount
{
  AdwBin         parent_instance;

  PlCounterTill *till;    /* (owned) (nullable) */
  GPtrArray     *ids;     /* (owned) (element-type utf8) (nullable) of the templates that can be chosen; 0: none */
  gboolean       filling;

  GtkWidget     *template_box; /* (unowned) template, as all below */
  GtkDropDown   *template_list;
  PlAmountEntry *amount_entry;
  GtkLabel      *amount_error;
  GtkWidget     *show_button;
};

G_DEFINE_FINAL_TYPE (PlCounterAmount, pl_counter_amount, ADW_TYPE_BIN)

static void
show_error (PlCounterAmount *self,
            GPtrArray       *fields)
{
  const gboolean   wrong = fields != NULL && fields->len > 0;
  g_autofree char *text = wrong ? pl_error_text_field (g_ptr_array_index (fields, 0)) : NULL;

  gtk_label_set_text (self->amount_error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->amount_error), text != NULL);
}

static void
fill_templates (PlCounterAmount *self)
{
  PlNamedList               *list = PL_NAMED_LIST (pl_counter_till_get_templates (self->till));
  const char                *chosen = pl_counter_till_get_template (self->till);
  g_autoptr (GtkStringList)  names = gtk_string_list_new (NULL);
  guint                      selected = 0;
  PlTemplate                *template;

  g_ptr_array_set_size (self->ids, 0);
  g_ptr_array_add (self->ids, NULL);
  /* Translators: in a list of templates: none of them. */
  gtk_string_list_append (names, _("No Template"));
  for (guint i = 0; (template = pl_named_list_peek (list, i)) != NULL; i++)
    {
      if (!pl_template_is_readable (template))
        continue;
      if (g_strcmp0 (pl_named_get_id (PL_NAMED (template)), chosen) == 0)
        selected = self->ids->len;
      g_ptr_array_add (self->ids, g_strdup (pl_named_get_id (PL_NAMED (template))));
      gtk_string_list_append (names, pl_named_get_name (PL_NAMED (template)));
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->template_list, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->template_list, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (self->template_box, self->ids->len > 1);
}

static void
fill_amount (PlCounterAmount *self)
{
  g_autoptr (PayrocLinkDraft) draft = pl_counter_till_create_draft (self->till);

  g_object_set (self->amount_entry, "currency", payroc_link_draft_get_currency (draft),
                "prompt", payroc_link_draft_get_charge_kind (draft) == PAYROC_CHARGE_KIND_PROMPT,
                "amount", payroc_link_draft_get_amount (draft), NULL);
}

static void
template_cb (PlCounterAmount *self)
{
  const guint selected = gtk_drop_down_get_selected (self->template_list);

  if (self->filling || self->till == NULL || selected >= self->ids->len)
    return;

  pl_counter_till_choose_template (self->till, g_ptr_array_index (self->ids, selected));
  fill_amount (self);
  show_error (self, NULL);
}

static void
till_cb (PlCounterAmount *self)
{
  GPtrArray *errors = pl_counter_till_get_errors (self->till);

  if (errors != NULL)
    show_error (self, errors);
}

static void
show_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PlCounterAmount             *self = PL_COUNTER_AMOUNT (widget);
  const GError                *error = pl_amount_entry_get_error (self->amount_entry);
  g_autoptr (PayrocLinkDraft)  draft = NULL;
  g_autoptr (GPtrArray)        errors = NULL;
  g_autofree char             *currency = NULL;
  gboolean                     prompt;
  gint64                       amount;
  GDate                        today;

  /* A double click is one click: the first one has left this page. */
  if (pl_counter_till_get_round (self->till) != NULL)
    return;

  if (error != NULL)
    {
      show_error (self, payroc_error_get_fields (error));
      return;
    }

  draft = pl_counter_till_create_draft (self->till);
  g_object_get (self->amount_entry, "amount", &amount, "currency", &currency, "prompt", &prompt, NULL);
  if (!prompt)
    {
      payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_PRESET);
      payroc_link_draft_set_amount (draft, amount);
      payroc_link_draft_set_currency (draft, currency);
    }

  pl_format_today (&today);
  errors = payroc_link_draft_validate (draft, &today);
  pl_amount_entry_mend_errors (self->amount_entry, "order.charge", errors);
  show_error (self, errors);
  if (errors->len == 0)
    pl_counter_till_begin (self->till, draft);
}

static void
pl_counter_amount_dispose (GObject *object)
{
  PlCounterAmount *self = PL_COUNTER_AMOUNT (object);

  if (self->till != NULL)
    g_signal_handlers_disconnect_by_data (pl_counter_till_get_templates (self->till), self);
  g_clear_object (&self->till);

  G_OBJECT_CLASS (pl_counter_amount_parent_class)->dispose (object);
}

static void
pl_counter_amount_finalize (GObject *object)
{
  g_ptr_array_unref (PL_COUNTER_AMOUNT (object)->ids);

  G_OBJECT_CLASS (pl_counter_amount_parent_class)->finalize (object);
}

static void
pl_counter_amount_class_init (PlCounterAmountClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_counter_amount_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_counter_amount_finalize;

  gtk_widget_class_install_action (widget_class, "amount.show", NULL, show_action);

  g_type_ensure (PL_TYPE_AMOUNT_ENTRY);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-counter-amount.ui");
  gtk_widget_class_bind_template_child (widget_class, PlCounterAmount, template_box);
  gtk_widget_class_bind_template_child (widget_class, PlCounterAmount, template_list);
  gtk_widget_class_bind_template_child (widget_class, PlCounterAmount, amount_entry);
  gtk_widget_class_bind_template_child (widget_class, PlCounterAmount, amount_error);
  gtk_widget_class_bind_template_child (widget_class, PlCounterAmount, show_button);
  gtk_widget_class_bind_template_callback (widget_class, template_cb);
}

static void
pl_counter_amount_init (PlCounterAmount *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pl_counter_amount_set_till (PlCounterAmount *self,
                            PlCounterTill   *till)
{
  PlAccount *account;

  g_return_if_fail (PL_IS_COUNTER_AMOUNT (self));
  g_return_if_fail (PL_IS_COUNTER_TILL (till) && self->till == NULL);

  account = pl_session_get_account (pl_counter_till_get_session (till));
  self->till = g_object_ref (till);
  g_signal_connect_object (till, "changed", G_CALLBACK (till_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pl_counter_till_get_templates (till), "items-changed", G_CALLBACK (fill_templates), self,
                           G_CONNECT_SWAPPED);
  pl_amount_entry_set_own_currency (self->amount_entry, pl_account_get_currency (account));
  fill_templates (self);
  pl_counter_amount_begin (self);
}

void
pl_counter_amount_begin (PlCounterAmount *self)
{
  g_return_if_fail (PL_IS_COUNTER_AMOUNT (self));

  fill_templates (self);
  fill_amount (self);
  show_error (self, pl_counter_till_get_errors (self->till));
}

GtkWidget *
pl_counter_amount_get_entry (PlCounterAmount *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_AMOUNT (self), NULL);

  return GTK_WIDGET (self->amount_entry);
}

GtkWidget *
pl_counter_amount_get_button (PlCounterAmount *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_AMOUNT (self), NULL);

  return self->show_button;
}
