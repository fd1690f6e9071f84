/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Always black on white, whatever the style around it: phones read nothing else. */
#include "config.h"

#include "pl-counter-code.h"

#include "pl-counter-sheet.h"
#include "pl-counter-text.h"
#include "ui/qr/pl-qr-paintable.h"
#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-settings.h"

struct _PlCounterCode
{
  AdwBin      parent_instance;

  char       *address; /* (owned) (nullable) that is shown */

  GtkPicture *picture; /* (unowned) template, as all below */
  GtkLabel   *words;
  GtkLabel   *amount;
  GtkLabel   *description;
  GtkLabel   *reference;
  GtkWidget  *note_box;
  GtkLabel   *note;
};

G_DEFINE_FINAL_TYPE (PlCounterCode, pl_counter_code, ADW_TYPE_BIN)

static void
set_text (GtkLabel   *label,
          const char *text)
{
  g_autofree char *isolated = text != NULL && *text != '\0' ? pl_bidi_isolate (text) : g_strdup ("");

  if (g_strcmp0 (gtk_label_get_text (label), isolated) != 0)
    gtk_label_set_text (label, isolated);
  gtk_widget_set_visible (GTK_WIDGET (label), *isolated != '\0');
}

static void
pl_counter_code_finalize (GObject *object)
{
  g_free (PL_COUNTER_CODE (object)->address);

  G_OBJECT_CLASS (pl_counter_code_parent_class)->finalize (object);
}

static void
pl_counter_code_class_init (PlCounterCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_counter_code_finalize;

  g_type_ensure (PL_TYPE_COUNTER_SHEET);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-counter-code.ui");
  gtk_widget_class_bind_template_child (widget_class, PlCounterCode, picture);
  gtk_widget_class_bind_template_child (widget_class, PlCounterCode, words);
  gtk_widget_class_bind_template_child (widget_class, PlCounterCode, amount);
  gtk_widget_class_bind_template_child (widget_class, PlCounterCode, description);
  gtk_widget_class_bind_template_child (widget_class, PlCounterCode, reference);
  gtk_widget_class_bind_template_child (widget_class, PlCounterCode, note_box);
  gtk_widget_class_bind_template_child (widget_class, PlCounterCode, note);
}

static void
pl_counter_code_init (PlCounterCode *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pl_counter_code_show (PlCounterCode *self,
                      PayrocLink    *link,
                      const char    *note)
{
  g_autoptr (GSettings)  settings = pl_settings_open ();
  g_autofree char       *words = settings != NULL ? g_settings_get_string (settings, "counter-words") : NULL;
  const char            *address;

  g_return_if_fail (PL_IS_COUNTER_CODE (self));
  g_return_if_fail (PAYROC_IS_LINK (link));

  address = payroc_link_get_payment_url (link);
  if (g_strcmp0 (self->address, address) != 0)
    {
      g_autoptr (PlQrCode)     code = pl_qr_code_new (address);
      g_autoptr (GdkPaintable) paintable = code != NULL ? pl_qr_paintable_new (code) : NULL;

      g_free (self->address);
      self->address = g_strdup (address);
      gtk_picture_set_paintable (self->picture, paintable);
    }

  set_text (self->words, words);
  pl_counter_text_show_amount (self->amount, link, NULL);
  set_text (self->description, payroc_link_get_description (link));
  set_text (self->reference, payroc_link_get_reference (link));
  set_text (self->note, note);
  gtk_widget_set_visible (self->note_box, note != NULL);
}
