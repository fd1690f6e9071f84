/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The criteria are the truth: the fields show them, and every change of a field is read back into them. */
#include "config.h"

#include "pl-filter-dialog.h"

#include "pl-filter-text.h"
#include "pl-period-group.h"
#include "ui/parts/pl-form-frame.h"
#include "ui/parts/pl-group.h"

#define N_STATUSES ((int) PAYROC_LINK_STATUS_DECLINED + 1)

struct _PlFilterDialog
{
  AdwWindow        parent_instance;

  PlLinkCriteria  *criteria;          /* (owned) */
  char            *summary;           /* (owned) (nullable) */
  gboolean         showing;           /* the fields are set by us */

  GtkWidget       *clear_button;      /* (unowned) template, as all below */
  GtkCheckButton  *active_check;
  GtkCheckButton  *completed_check;
  GtkCheckButton  *partly_paid_check;
  GtkCheckButton  *held_check;
  GtkCheckButton  *pending_check;
  GtkCheckButton  *declined_check;
  GtkCheckButton  *unclear_check;
  GtkCheckButton  *refunded_check;
  GtkCheckButton  *returned_check;
  GtkCheckButton  *expired_check;
  GtkCheckButton  *deactivated_check;
  AdwComboRow     *kind_row;
  AdwComboRow     *charge_row;
  PlPeriodGroup   *created_group;
  PlPeriodGroup   *expires_group;
};

typedef enum
{
  PROP_CRITERIA = 1,
  PROP_SUMMARY,
} PlFilterDialogProperty;

static GParamSpec *properties[PROP_SUMMARY + 1];

G_DEFINE_FINAL_TYPE (PlFilterDialog, pl_filter_dialog, ADW_TYPE_WINDOW)

/* Which bit of the states each is. What was refunded in part is found by two of them, and what a bank took back, or was
 * called off, by “Refunded”, too. */
static GtkCheckButton *
get_check (PlFilterDialog   *self,
           PayrocLinkStatus  status)
{
  switch (status)
    {
    case PAYROC_LINK_STATUS_ACTIVE:
      return self->active_check;
    case PAYROC_LINK_STATUS_COMPLETED:
      return self->completed_check;
    case PAYROC_LINK_STATUS_REFUNDED:
      return self->refunded_check;
    case PAYROC_LINK_STATUS_EXPIRED:
      return self->expired_check;
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return self->deactivated_check;
    case PAYROC_LINK_STATUS_PARTLY_PAID:
      return self->partly_paid_check;
    case PAYROC_LINK_STATUS_HELD:
      return self->held_check;
    case PAYROC_LINK_STATUS_PENDING:
      return self->pending_check;
    case PAYROC_LINK_STATUS_DECLINED:
      return self->declined_check;
    case PAYROC_LINK_STATUS_UNCLEAR:
      return self->unclear_check;
    case PAYROC_LINK_STATUS_RETURNED:
    case PAYROC_LINK_STATUS_REVERSED:
      return self->returned_check;
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return NULL;
    }
}

static void
show_criteria (PlFilterDialog *self)
{
  const PlLinkCriteria *criteria = self->criteria;

  self->showing = TRUE;
  for (int status = 0; status < N_STATUSES; status++)
    {
      GtkCheckButton *check = get_check (self, (PayrocLinkStatus) status);

      if (check != NULL)
        gtk_check_button_set_active (check, (criteria->statuses & (1u << status)) != 0);
    }
  adw_combo_row_set_selected (self->kind_row, criteria->kind);
  adw_combo_row_set_selected (self->charge_row, criteria->charge_kind);
  g_object_set (self->created_group, "period", &criteria->created, NULL);
  g_object_set (self->expires_group, "period", &criteria->expires, NULL);
  gtk_widget_set_sensitive (self->clear_button, pl_link_criteria_has_filter (criteria));
  self->showing = FALSE;
}

static void
set_criteria (PlFilterDialog       *self,
              const PlLinkCriteria *criteria)
{
  const PlLinkCriteria all = { NULL };

  if (criteria == NULL)
    criteria = &all;
  if (pl_link_criteria_equal (self->criteria, criteria))
    return;

  pl_link_criteria_free (self->criteria);
  self->criteria = pl_link_criteria_copy (criteria);
  show_criteria (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CRITERIA]);
}

static void
read_period (PlPeriodGroup *group,
             PlPeriod      *period)
{
  g_autofree PlPeriod *chosen = NULL;

  g_object_get (group, "period", &chosen, NULL);
  *period = *chosen;
}

static void
changed_cb (PlFilterDialog *self)
{
  g_autoptr (PlLinkCriteria) criteria = NULL;

  if (self->showing)
    return;

  criteria = pl_link_criteria_copy (self->criteria);
  for (int status = 0; status < N_STATUSES; status++)
    {
      GtkCheckButton *check = get_check (self, (PayrocLinkStatus) status);

      if (check == NULL)
        continue;

      criteria->statuses &= ~(1u << status);
      if (gtk_check_button_get_active (check))
        criteria->statuses |= 1u << status;
    }
  criteria->kind = (PayrocLinkKind) adw_combo_row_get_selected (self->kind_row);
  criteria->charge_kind = (PayrocChargeKind) adw_combo_row_get_selected (self->charge_row);
  read_period (self->created_group, &criteria->created);
  read_period (self->expires_group, &criteria->expires);
  set_criteria (self, criteria);
}

static void
clear_cb (PlFilterDialog *self)
{
  g_autoptr (PlLinkCriteria) criteria = pl_link_criteria_copy (self->criteria);

  pl_link_criteria_clear_filters (criteria);
  set_criteria (self, criteria);
  gtk_widget_grab_focus (GTK_WIDGET (self->active_check));
}

static void
pl_filter_dialog_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  PlFilterDialog *self = PL_FILTER_DIALOG (object);

  switch ((PlFilterDialogProperty) property_id)
    {
    case PROP_CRITERIA:
      g_value_set_boxed (value, self->criteria);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_filter_dialog_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  PlFilterDialog *self = PL_FILTER_DIALOG (object);

  switch ((PlFilterDialogProperty) property_id)
    {
    case PROP_CRITERIA:
      set_criteria (self, g_value_get_boxed (value));
      break;
    case PROP_SUMMARY:
      g_free (self->summary);
      self->summary = g_value_dup_string (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_filter_dialog_finalize (GObject *object)
{
  PlFilterDialog *self = PL_FILTER_DIALOG (object);

  pl_link_criteria_free (self->criteria);
  g_free (self->summary);

  G_OBJECT_CLASS (pl_filter_dialog_parent_class)->finalize (object);
}

static void
pl_filter_dialog_class_init (PlFilterDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_filter_dialog_get_property;
  object_class->set_property = pl_filter_dialog_set_property;
  object_class->finalize = pl_filter_dialog_finalize;

  properties[PROP_CRITERIA] = g_param_spec_boxed ("criteria", NULL, NULL, PL_TYPE_LINK_CRITERIA, flags);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PL_TYPE_FORM_FRAME);
  g_type_ensure (PL_TYPE_GROUP);
  g_type_ensure (PL_TYPE_PERIOD_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-filter-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, clear_button);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, active_check);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, completed_check);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, partly_paid_check);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, held_check);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, pending_check);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, declined_check);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, unclear_check);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, refunded_check);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, returned_check);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, expired_check);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, deactivated_check);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, charge_row);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, created_group);
  gtk_widget_class_bind_template_child (widget_class, PlFilterDialog, expires_group);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
pl_filter_dialog_init (PlFilterDialog *self)
{
  const char *const kinds[] = {
    pl_filter_text_kind (PAYROC_LINK_KIND_UNKNOWN),
    pl_filter_text_kind (PAYROC_LINK_KIND_SINGLE_USE),
    pl_filter_text_kind (PAYROC_LINK_KIND_MULTI_USE),
    NULL,
  };
  const char *const charges[] = {
    pl_filter_text_charge (PAYROC_CHARGE_KIND_UNKNOWN),
    pl_filter_text_charge (PAYROC_CHARGE_KIND_PRESET),
    pl_filter_text_charge (PAYROC_CHARGE_KIND_PROMPT),
    NULL,
  };
  g_autoptr (GtkStringList) kind_words = gtk_string_list_new (kinds);
  g_autoptr (GtkStringList) charge_words = gtk_string_list_new (charges);

  self->criteria = pl_link_criteria_new ();
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (kind_words));
  adw_combo_row_set_model (self->charge_row, G_LIST_MODEL (charge_words));
  show_criteria (self);
}

GtkWidget *
pl_filter_dialog_new (GtkWindow *parent)
{
  return g_object_new (PL_TYPE_FILTER_DIALOG, "transient-for", parent, NULL);
}
