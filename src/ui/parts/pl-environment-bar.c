/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says, in words and in a colour of its own, that this is not the real thing: Practice, Test, or an own server. */
#include "config.h"

#include "pl-environment-bar.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pl-format.h"
#include "pl-line-breaks.h"

struct _PlEnvironmentBar
{
  AdwBin     parent_instance;

  PlAccount *account; /* (owned) (nullable) */
  gboolean   brief;
  GtkLabel  *words;   /* (unowned) template */
};

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_BRIEF,
} PlEnvironmentBarProperty;

static GParamSpec *properties[PROP_BRIEF + 1];

G_DEFINE_FINAL_TYPE (PlEnvironmentBar, pl_environment_bar, ADW_TYPE_BIN)

static const char *const style_classes[] = { "environment-test", "environment-practice", "environment-custom", NULL };

static const char *
describe (PlAccountKind kind)
{
  switch (kind)
    {
    case PL_ACCOUNT_TEST:
      return _("No real money moves; e-mails may really be sent.");
    case PL_ACCOUNT_PRACTICE:
      return _("Nothing leaves this computer: no e-mail, no money.");
    case PL_ACCOUNT_CUSTOM:
      return _("This is not Payroc’s own server.");
    case PL_ACCOUNT_PRODUCTION:
    default:
      return "";
    }
}

/* One paragraph: beside a name of its own the meaning would lose its end in large text on a small screen, and it ends
 * with what matters most. */
static void
set_words (PlEnvironmentBar *self,
           const char       *name,
           const char       *meaning)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  PangoAttribute           *weight = pango_attr_weight_new (PANGO_WEIGHT_ULTRABOLD);
  g_autofree char          *words = *meaning != '\0' && !self->brief ? g_strdup_printf ("%s · %s", name, meaning)
                                                                     : g_strdup (name);

  gtk_label_set_text (self->words, words);
  pl_line_breaks_set_whole_words (self->words);
  pl_line_breaks_set_verbatim (GTK_WIDGET (self->words));
  attributes = pango_attr_list_copy (gtk_label_get_attributes (self->words));
  weight->end_index = strlen (name);
  pango_attr_list_insert (attributes, weight);
  gtk_label_set_attributes (self->words, attributes);
}

static void
update (PlEnvironmentBar *self)
{
  PlAccountKind kind = self->account != NULL ? pl_account_get_kind (self->account) : PL_ACCOUNT_PRODUCTION;
  const char *style_class = pl_environment_bar_style_class (kind);

  for (guint i = 0; style_classes[i] != NULL; i++)
    {
      if (g_str_equal (style_classes[i], style_class))
        gtk_widget_add_css_class (GTK_WIDGET (self), style_classes[i]);
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self), style_classes[i]);
    }

  set_words (self, kind == PL_ACCOUNT_PRODUCTION ? "" : pl_format_environment (kind), describe (kind));
  gtk_widget_set_visible (GTK_WIDGET (self), kind != PL_ACCOUNT_PRODUCTION);
}

static void
set_account (PlEnvironmentBar *self,
             PlAccount        *account)
{
  if (!g_set_object (&self->account, account))
    return;

  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

static void
pl_environment_bar_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  PlEnvironmentBar *self = PL_ENVIRONMENT_BAR (object);

  switch ((PlEnvironmentBarProperty) prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_BRIEF:
      g_value_set_boolean (value, self->brief);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_environment_bar_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  PlEnvironmentBar *self = PL_ENVIRONMENT_BAR (object);

  switch ((PlEnvironmentBarProperty) prop_id)
    {
    case PROP_ACCOUNT:
      set_account (self, g_value_get_object (value));
      break;
    case PROP_BRIEF:
      self->brief = g_value_get_boolean (value);
      update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_environment_bar_dispose (GObject *object)
{
  PlEnvironmentBar *self = PL_ENVIRONMENT_BAR (object);

  g_clear_object (&self->account);

  G_OBJECT_CLASS (pl_environment_bar_parent_class)->dispose (object);
}

static void
pl_environment_bar_class_init (PlEnvironmentBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_environment_bar_get_property;
  object_class->set_property = pl_environment_bar_set_property;
  object_class->dispose = pl_environment_bar_dispose;

  properties[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, PL_TYPE_ACCOUNT,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_BRIEF] =
    g_param_spec_boolean ("brief", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-environment-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PlEnvironmentBar, words);
}

static void
pl_environment_bar_init (PlEnvironmentBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

const char *
pl_environment_bar_style_class (PlAccountKind kind)
{
  switch (kind)
    {
    case PL_ACCOUNT_TEST:
      return "environment-test";
    case PL_ACCOUNT_PRACTICE:
      return "environment-practice";
    case PL_ACCOUNT_CUSTOM:
      return "environment-custom";
    case PL_ACCOUNT_PRODUCTION:
    default:
      return "";
    }
}
