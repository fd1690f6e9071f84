/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The criteria are the truth; chips are made anew from them, and a click only changes the criteria. */
#include "config.h"

#include "pl-filter-chips.h"

#include <glib/gi18n.h>

#include "core/pl-today.h"
#include "pl-filter-text.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-wrap-layout.h"

struct _PlFilterChips
{
  GtkWidget       parent_instance;

  PlLinkCriteria *criteria; /* (owned) */
};

typedef enum
{
  PROP_CRITERIA = 1,
} PlFilterChipsProperty;

static GParamSpec *properties[PROP_CRITERIA + 1];

enum
{
  EMPTIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlFilterChips, pl_filter_chips, GTK_TYPE_WIDGET)

/* Which part of the criteria a chip stands for. */
typedef enum
{
  CHIP_STATUS,
  CHIP_KIND = 32,
  CHIP_CHARGE,
  CHIP_CREATED,
  CHIP_EXPIRES,
  CHIP_ATTENTION, /* many states, which would fill a small window, and have a name together */
} Chip;

static const PayrocLinkStatus statuses[] = {
  PAYROC_LINK_STATUS_ACTIVE,
  PAYROC_LINK_STATUS_COMPLETED,
  PAYROC_LINK_STATUS_PARTLY_PAID,
  PAYROC_LINK_STATUS_HELD,
  PAYROC_LINK_STATUS_PENDING,
  PAYROC_LINK_STATUS_DECLINED,
  PAYROC_LINK_STATUS_UNCLEAR,
  PAYROC_LINK_STATUS_REFUNDED,
  PAYROC_LINK_STATUS_RETURNED,
  PAYROC_LINK_STATUS_EXPIRED,
  PAYROC_LINK_STATUS_DEACTIVATED,
  PAYROC_LINK_STATUS_UNKNOWN,
};

static void
take_away (PlLinkCriteria *criteria,
           int             chip)
{
  switch (chip)
    {
    case CHIP_KIND:
      criteria->kind = PAYROC_LINK_KIND_UNKNOWN;
      break;
    case CHIP_CHARGE:
      criteria->charge_kind = PAYROC_CHARGE_KIND_UNKNOWN;
      break;
    case CHIP_CREATED:
      criteria->created = (PlPeriod) { PL_PERIOD_ANY };
      break;
    case CHIP_EXPIRES:
      criteria->expires = (PlPeriod) { PL_PERIOD_ANY };
      break;
    case CHIP_ATTENTION:
      criteria->statuses &= ~PL_LINK_CRITERIA_ATTENTION;
      break;
    case PAYROC_LINK_STATUS_RETURNED:
      /* One choice of the dialog, and one chip. */
      criteria->statuses &= ~(1u << PAYROC_LINK_STATUS_RETURNED | 1u << PAYROC_LINK_STATUS_REVERSED);
      break;
    default:
      criteria->statuses &= ~(1u << chip);
    }
}

/* The keyboard stays where it was: at the chip that came into its place, or the one before. */
static void
keep_focus (PlFilterChips *self,
            int            place)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (int i = 0; i < place && child != NULL && gtk_widget_get_next_sibling (child) != NULL; i++)
    child = gtk_widget_get_next_sibling (child);

  if (child != NULL)
    gtk_widget_grab_focus (child);
  else
    g_signal_emit (self, signals[EMPTIED], 0);
}

static void
clicked_cb (PlFilterChips *self,
            GtkButton     *button)
{
  g_autoptr (PlLinkCriteria) criteria = pl_link_criteria_copy (self->criteria);
  int                        place = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != GTK_WIDGET (button);
       child = gtk_widget_get_next_sibling (child))
    place++;

  take_away (criteria, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "chip")));
  g_object_set (self, "criteria", criteria, NULL);
  keep_focus (self, place);
}

static void
add_chip (PlFilterChips *self,
          int            chip,
          const char    *text)
{
  GtkWidget       *button = gtk_button_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget       *label = gtk_label_new (text);
  g_autofree char *name = NULL;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "filter-chip");

  /* Translators: a button that takes a filter away; %s is the filter: "Open", "Created this week". */
  name = g_strdup_printf (_("Remove Filter: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (button, _("Remove Filter"));

  g_object_set_data (G_OBJECT (button), "chip", GINT_TO_POINTER (chip));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

static void
remove_chips (PlFilterChips *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
update (PlFilterChips *self)
{
  const PlLinkCriteria *criteria = self->criteria;
  const gboolean        is_attention = (criteria->statuses & PL_LINK_CRITERIA_ATTENTION) == PL_LINK_CRITERIA_ATTENTION;
  const guint           listed = is_attention ? criteria->statuses & ~PL_LINK_CRITERIA_ATTENTION : criteria->statuses;
  GDate                 today;

  pl_today_get (pl_today_get_default (), &today);
  remove_chips (self);

  if (is_attention)
    add_chip (self, CHIP_ATTENTION, C_("view", "Needs Attention"));
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if ((listed & (1u << statuses[i])) != 0)
        add_chip (self, CHIP_STATUS + (int) statuses[i], pl_format_status (statuses[i]));
    }

  if (criteria->kind != PAYROC_LINK_KIND_UNKNOWN)
    add_chip (self, CHIP_KIND, pl_filter_text_kind (criteria->kind));
  if (criteria->charge_kind != PAYROC_CHARGE_KIND_UNKNOWN)
    add_chip (self, CHIP_CHARGE, pl_filter_text_charge (criteria->charge_kind));

  if (!pl_period_is_any (&criteria->created))
    {
      g_autofree char *text = pl_filter_text_created (&criteria->created, &today);

      add_chip (self, CHIP_CREATED, text);
    }
  if (!pl_period_is_any (&criteria->expires))
    {
      g_autofree char *text = pl_filter_text_expires (&criteria->expires, &today);

      add_chip (self, CHIP_EXPIRES, text);
    }
}

/* The search and the order have no chips, and the search changes with every key. */
static gboolean
has_same_chips (const PlLinkCriteria *criteria,
                const PlLinkCriteria *other)
{
  return criteria->statuses == other->statuses && criteria->kind == other->kind
         && criteria->charge_kind == other->charge_kind && pl_period_equal (&criteria->created, &other->created)
         && pl_period_equal (&criteria->expires, &other->expires);
}

static void
set_criteria (PlFilterChips        *self,
              const PlLinkCriteria *criteria)
{
  const PlLinkCriteria all = { NULL };
  gboolean             same;

  if (criteria == NULL)
    criteria = &all;
  if (pl_link_criteria_equal (self->criteria, criteria))
    return;

  same = has_same_chips (self->criteria, criteria);
  pl_link_criteria_free (self->criteria);
  self->criteria = pl_link_criteria_copy (criteria);
  if (!same)
    update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CRITERIA]);
}

static void
pl_filter_chips_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PlFilterChips *self = PL_FILTER_CHIPS (object);

  switch ((PlFilterChipsProperty) property_id)
    {
    case PROP_CRITERIA:
      g_value_set_boxed (value, self->criteria);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_filter_chips_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PlFilterChips *self = PL_FILTER_CHIPS (object);

  switch ((PlFilterChipsProperty) property_id)
    {
    case PROP_CRITERIA:
      set_criteria (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_filter_chips_dispose (GObject *object)
{
  remove_chips (PL_FILTER_CHIPS (object));

  G_OBJECT_CLASS (pl_filter_chips_parent_class)->dispose (object);
}

static void
pl_filter_chips_finalize (GObject *object)
{
  PlFilterChips *self = PL_FILTER_CHIPS (object);

  pl_link_criteria_free (self->criteria);

  G_OBJECT_CLASS (pl_filter_chips_parent_class)->finalize (object);
}

static void
pl_filter_chips_class_init (PlFilterChipsClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_filter_chips_get_property;
  object_class->set_property = pl_filter_chips_set_property;
  object_class->dispose = pl_filter_chips_dispose;
  object_class->finalize = pl_filter_chips_finalize;

  properties[PROP_CRITERIA] =
    g_param_spec_boxed ("criteria", NULL, NULL, PL_TYPE_LINK_CRITERIA,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * PlFilterChips::emptied:
   * @self: the chips
   *
   * The user took the last one away.
   */
  signals[EMPTIED] = g_signal_new ("emptied", PL_TYPE_FILTER_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, PL_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_filter_chips_init (PlFilterChips *self)
{
  self->criteria = pl_link_criteria_new ();
  pl_wrap_layout_set_spacing (PL_WRAP_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
}
