/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed is kept as typed until the field is left, and never rounded: what is not an amount is said, not
 * mended. */
#include "config.h"

#include "pl-amount-entry.h"

#include <glib/gi18n.h>

#include "payroc/money/payroc-currency.h"
#include "payroc/money/payroc-money.h"
#include "payroc/payroc-error.h"
#include "pl-currency-button.h"

struct _PlAmountEntry
{
  AdwBin            parent_instance;

  gint64            amount;
  guint             decimals; /* of the currency that amount is in */
  GError           *error;   /* (owned) (nullable) */
  gboolean          prompt;
  char             *kept;    /* (owned) (nullable) what was typed before the customer was let choose */
  gboolean          writing; /* the text is set by us */
  PlFieldNote      *note;    /* (unowned) (nullable) weak */

  GtkEntry         *entry;   /* (unowned) template, as below; a GtkText by itself is nothing to a screen reader */
  PlCurrencyButton *currency_button;
};

typedef enum
{
  PROP_AMOUNT = 1,
  PROP_CURRENCY,
  PROP_PROMPT,
} PlAmountEntryProperty;

static GParamSpec *properties[PROP_PROMPT + 1];

G_DEFINE_FINAL_TYPE (PlAmountEntry, pl_amount_entry, ADW_TYPE_BIN)

static char *
dup_currency (PlAmountEntry *self)
{
  char *currency;

  g_object_get (self->currency_button, "currency", &currency, NULL);

  return currency;
}

static void
take_amount (PlAmountEntry *self,
             gint64         amount)
{
  if (self->amount == amount)
    return;

  self->amount = amount;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AMOUNT]);
}

/* Never in the way: it may be meant. */
static void
show_doubt (PlAmountEntry *self)
{
  g_autofree char *currency = dup_currency (self);
  PayrocMoney      money = { 0 };
  gboolean         unusual = FALSE;

  if (self->note == NULL)
    return;

  if (self->amount > 0 && *currency != '\0' && !self->prompt)
    {
      payroc_money_init (&money, self->amount, currency);
      unusual = payroc_money_is_unusual (&money);
    }

  if (unusual)
    pl_field_note_set_warning (self->note, _("This is an unusually large amount. Please check it."));
  else if (!pl_field_note_get_is_error (self->note))
    pl_field_note_set_hint (self->note, NULL);
}

static void
read_text (PlAmountEntry *self)
{
  g_autofree char *currency = dup_currency (self);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  PayrocMoney      money = { 0 };

  g_clear_error (&self->error);
  self->decimals = payroc_currency_get_decimals (currency);
  if (*text != '\0' && *currency != '\0')
    {
      if (payroc_money_parse (text, currency, NULL, &money, &self->error) && money.minor <= 0)
        self->error = payroc_error_new_field ("order.charge.amount", PAYROC_FIELD_REASON_TOO_SMALL, 1);
    }
  take_amount (self, self->error == NULL ? money.minor : 0);
  show_doubt (self);
}

static void
write_text (PlAmountEntry *self,
            gint64         amount)
{
  g_autofree char        *currency = dup_currency (self);
  g_autoptr (PayrocMoney) money = NULL;
  g_autofree char        *text = NULL;

  if (*currency != '\0' && amount > 0)
    money = payroc_money_new (amount, currency);
  text = money != NULL ? payroc_money_format_number (money, NULL) : g_strdup ("");

  self->writing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  /* Otherwise the next digit typed would be the first: "577.00". */
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->writing = FALSE;
}

/* An amount whose first digit is out of sight is another amount: what is long is written smaller. */
static void
update_size (PlAmountEntry *self)
{
  static const struct
  {
    glong       length;
    const char *style;
  } sizes[] = { { 9, "title-1" }, { 12, "title-3" }, { 15, "title-4" }, { G_MAXLONG, "heading" } };
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *shown = *text != '\0' ? text : gtk_entry_get_placeholder_text (self->entry);
  glong       length = shown != NULL ? g_utf8_strlen (shown, -1) : 0;
  gboolean    found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      if (!found && length <= sizes[i].length)
        gtk_widget_add_css_class (GTK_WIDGET (self->entry), sizes[i].style);
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->entry), sizes[i].style);
      found = found || length <= sizes[i].length;
    }
}

/* Digits run from left to right everywhere: the first one typed must not jump to the other end. */
static void
keep_direction (PlAmountEntry *self)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));

  gtk_widget_set_direction (text, GTK_TEXT_DIR_LTR);
  for (GtkWidget *child = gtk_widget_get_first_child (text); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_direction (child, GTK_TEXT_DIR_LTR);
}

static void
show_placeholder (PlAmountEntry *self)
{
  g_autofree char        *currency = dup_currency (self);
  g_autoptr (PayrocMoney) zero = *currency != '\0' ? payroc_money_new (0, currency) : NULL;
  g_autofree char        *text = zero != NULL ? payroc_money_format_number (zero, NULL) : NULL;

  gtk_entry_set_placeholder_text (self->entry, self->prompt ? _("Customer’s choice") : text);
  keep_direction (self);
  update_size (self);
}

static void
text_changed_cb (PlAmountEntry *self)
{
  update_size (self);
  if (!self->writing)
    read_text (self);
}

/* Left alone, the amount stands there as it will on the link: "1234,5" becomes "1.234,50". Who only looks something up
 * in another window comes back to what was typed. */
static void
left_cb (PlAmountEntry *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root)) && self->error == NULL && self->amount > 0)
    write_text (self, self->amount);
}

/* What follows the decimal point was often written by us ("10.00"): it is no reason to refuse 10 yen. */
static void
trim_decimals (PlAmountEntry *self)
{
  g_autofree char *currency = dup_currency (self);
  guint            decimals = payroc_currency_get_decimals (currency);
  gint64           amount = self->amount;

  if (self->error != NULL || amount <= 0 || decimals >= self->decimals)
    return;

  for (guint i = decimals; i < self->decimals; i++)
    {
      if (amount % 10 != 0)
        return;
      amount /= 10;
    }
  write_text (self, amount);
}

/* The digits stay: 10 dollars become 10 yen. What the new currency cannot hold is said. */
static void
currency_changed_cb (PlAmountEntry *self)
{
  trim_decimals (self);
  read_text (self);
  show_placeholder (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENCY]);
}

static void
set_amount (PlAmountEntry *self,
            gint64         amount)
{
  if (self->amount == amount)
    return;

  self->amount = amount;
  g_clear_error (&self->error);
  write_text (self, amount);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AMOUNT]);
  show_doubt (self);
}

static void
set_currency (PlAmountEntry *self,
              const char    *currency)
{
  gint64 amount = self->amount;

  g_object_set (self->currency_button, "currency", currency, NULL);
  /* Set from outside, the amount is what counts, not the digits. */
  if (self->amount != amount)
    set_amount (self, amount);
}

static void
set_prompt (PlAmountEntry *self,
            gboolean       prompt)
{
  g_autofree char *kept = NULL;

  if (self->prompt == prompt)
    return;

  self->prompt = prompt;
  kept = g_steal_pointer (&self->kept);
  if (prompt)
    self->kept = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  /* A switch that was touched by mistake costs nothing: what was typed comes back. */
  if (prompt || kept != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), prompt ? "" : kept);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), !prompt);
  show_placeholder (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROMPT]);
}

static gboolean
pl_amount_entry_grab_focus (GtkWidget *widget)
{
  PlAmountEntry *self = PL_AMOUNT_ENTRY (widget);

  return gtk_widget_grab_focus (self->prompt ? GTK_WIDGET (self->currency_button) : GTK_WIDGET (self->entry));
}

static void
pl_amount_entry_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PlAmountEntry *self = PL_AMOUNT_ENTRY (object);

  switch ((PlAmountEntryProperty) property_id)
    {
    case PROP_AMOUNT:
      g_value_set_int64 (value, self->amount);
      break;
    case PROP_CURRENCY:
      g_value_take_string (value, dup_currency (self));
      break;
    case PROP_PROMPT:
      g_value_set_boolean (value, self->prompt);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_amount_entry_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PlAmountEntry *self = PL_AMOUNT_ENTRY (object);

  switch ((PlAmountEntryProperty) property_id)
    {
    case PROP_AMOUNT:
      set_amount (self, g_value_get_int64 (value));
      break;
    case PROP_CURRENCY:
      set_currency (self, g_value_get_string (value));
      break;
    case PROP_PROMPT:
      set_prompt (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_amount_entry_dispose (GObject *object)
{
  g_clear_weak_pointer (&PL_AMOUNT_ENTRY (object)->note);

  G_OBJECT_CLASS (pl_amount_entry_parent_class)->dispose (object);
}

static void
pl_amount_entry_finalize (GObject *object)
{
  PlAmountEntry *self = PL_AMOUNT_ENTRY (object);

  g_clear_error (&self->error);
  g_free (self->kept);

  G_OBJECT_CLASS (pl_amount_entry_parent_class)->finalize (object);
}

static void
pl_amount_entry_class_init (PlAmountEntryClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_amount_entry_get_property;
  object_class->set_property = pl_amount_entry_set_property;
  object_class->dispose = pl_amount_entry_dispose;
  object_class->finalize = pl_amount_entry_finalize;
  widget_class->grab_focus = pl_amount_entry_grab_focus;

  properties[PROP_AMOUNT] = g_param_spec_int64 ("amount", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_CURRENCY] = g_param_spec_string ("currency", NULL, NULL, NULL, flags);
  properties[PROP_PROMPT] = g_param_spec_boolean ("prompt", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PL_TYPE_CURRENCY_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-amount-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAmountEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, PlAmountEntry, currency_button);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, currency_changed_cb);
}

static void
pl_amount_entry_init (PlAmountEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const GError *
pl_amount_entry_get_error (PlAmountEntry *self)
{
  g_return_val_if_fail (PL_IS_AMOUNT_ENTRY (self), NULL);

  return self->error;
}

void
pl_amount_entry_mend_errors (PlAmountEntry *self,
                             const char    *parameter,
                             GPtrArray     *errors)
{
  GPtrArray *fields;

  g_return_if_fail (PL_IS_AMOUNT_ENTRY (self));

  fields = self->error != NULL && !self->prompt ? payroc_error_get_fields (self->error) : NULL;
  if (fields == NULL)
    return;

  for (guint i = errors->len; i > 0; i--)
    {
      const PayrocFieldError *error = g_ptr_array_index (errors, i - 1);

      if (g_str_has_prefix (error->parameter, parameter))
        g_ptr_array_remove_index (errors, i - 1);
    }
  for (guint i = 0; i < fields->len; i++)
    g_ptr_array_add (errors, payroc_field_error_copy (g_ptr_array_index (fields, i)));
}

GtkWidget *
pl_amount_entry_get_field (PlAmountEntry *self)
{
  g_return_val_if_fail (PL_IS_AMOUNT_ENTRY (self), NULL);

  return GTK_WIDGET (self->entry);
}

void
pl_amount_entry_set_note (PlAmountEntry *self,
                          PlFieldNote   *note)
{
  g_return_if_fail (PL_IS_AMOUNT_ENTRY (self));
  g_return_if_fail (PL_IS_FIELD_NOTE (note));

  g_set_weak_pointer (&self->note, note);
  g_object_set (note, "field", self->entry, NULL);
  show_doubt (self);
}

void
pl_amount_entry_set_own_currency (PlAmountEntry *self,
                                  const char    *code)
{
  g_return_if_fail (PL_IS_AMOUNT_ENTRY (self));

  pl_currency_button_set_own (self->currency_button, code);
}
