/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who holds an address is Payroc's knowledge; what this computer has of it is said to be that, and no more. */
#include "config.h"

#include "pl-survey-bar.h"

#include <glib/gi18n.h>

#include "pl-bulk-text.h"

struct _PlSurveyBar
{
  AdwBin           parent_instance;

  PlSharingSurvey *survey;   /* (owned) (nullable) */
  GPtrArray       *link_ids; /* (owned) (nullable) (element-type utf8) of which it is not known */
  gboolean         stopped;  /* by the merchant */

  GtkLabel        *label;    /* (unowned) template, as all below */
  GtkProgressBar  *progress;
  GtkWidget       *stop_button;
  GtkWidget       *again_button;
};

static guint ended;

G_DEFINE_FINAL_TYPE (PlSurveyBar, pl_survey_bar, ADW_TYPE_BIN)

static gboolean
are_too_many (PlSurveyBar *self)
{
  return self->link_ids->len > PL_SHARING_SURVEY_MAX;
}

static void
offer (PlSurveyBar *self,
       GtkWidget   *button,
       const char  *action,
       gboolean     offered)
{
  gtk_widget_set_visible (button, offered);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, offered);
}

static void
update (PlSurveyBar *self)
{
  const gboolean asking = pl_survey_bar_is_asking (self);
  const guint n_unknown = self->link_ids != NULL ? self->link_ids->len : 0;
  g_autofree char *text = NULL;

  offer (self, self->stop_button, "survey.stop", asking);
  offer (self, self->again_button, "survey.again", !asking && n_unknown > 0 && !are_too_many (self));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), asking);
  gtk_widget_set_visible (GTK_WIDGET (self), asking || n_unknown > 0);
  if (asking)
    {
      const guint n_asked = pl_sharing_survey_get_n_asked (self->survey);
      const guint n_total = pl_sharing_survey_get_n_total (self->survey);

      text = pl_bulk_text_asking (n_asked, n_total);
      gtk_progress_bar_set_fraction (self->progress, (double) n_asked / MAX (n_total, 1));
    }
  else if (n_unknown > 0)
    {
      text = pl_bulk_text_unasked (are_too_many (self) ? 0 : n_unknown, pl_sharing_survey_get_error (self->survey));
    }
  gtk_label_set_text (self->label, text != NULL ? text : "");
}

static void
running_cb (PlSurveyBar *self)
{
  update (self);
  if (!pl_survey_bar_is_asking (self))
    g_signal_emit (self, ended, 0);
}

static void
stop_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PlSurveyBar *self = PL_SURVEY_BAR (widget);

  self->stopped = TRUE;
  pl_sharing_survey_stop (self->survey);
}

static void
again_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  PlSurveyBar *self = PL_SURVEY_BAR (widget);

  self->stopped = FALSE;
  pl_sharing_survey_start (self->survey, self->link_ids);
}

static void
pl_survey_bar_dispose (GObject *object)
{
  PlSurveyBar *self = PL_SURVEY_BAR (object);

  if (self->survey != NULL)
    g_signal_handlers_disconnect_by_data (self->survey, self);
  g_clear_object (&self->survey);
  g_clear_pointer (&self->link_ids, g_ptr_array_unref);

  G_OBJECT_CLASS (pl_survey_bar_parent_class)->dispose (object);
}

static void
pl_survey_bar_class_init (PlSurveyBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_survey_bar_dispose;

  ended = g_signal_new ("ended", PL_TYPE_SURVEY_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "survey.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "survey.again", NULL, again_action);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-survey-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSurveyBar, label);
  gtk_widget_class_bind_template_child (widget_class, PlSurveyBar, progress);
  gtk_widget_class_bind_template_child (widget_class, PlSurveyBar, stop_button);
  gtk_widget_class_bind_template_child (widget_class, PlSurveyBar, again_button);
}

static void
pl_survey_bar_init (PlSurveyBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pl_survey_bar_set_survey (PlSurveyBar     *self,
                          PlSharingSurvey *survey)
{
  g_return_if_fail (PL_IS_SURVEY_BAR (self) && self->survey == NULL);
  g_return_if_fail (PL_IS_SHARING_SURVEY (survey));

  self->survey = g_object_ref (survey);
  g_signal_connect_swapped (survey, "notify::n-asked", G_CALLBACK (update), self);
  g_signal_connect_swapped (survey, "notify::running", G_CALLBACK (running_cb), self);
}

void
pl_survey_bar_ask (PlSurveyBar *self,
                   GPtrArray   *link_ids)
{
  g_return_if_fail (PL_IS_SURVEY_BAR (self) && self->survey != NULL);

  g_clear_pointer (&self->link_ids, g_ptr_array_unref);
  self->link_ids = g_ptr_array_ref (link_ids);
  /* What is asked for now goes on; what else is wanted meanwhile comes after it. */
  if (!pl_survey_bar_is_asking (self) && !self->stopped && link_ids->len > 0 && !are_too_many (self)
      && pl_sharing_survey_get_error (self->survey) == NULL)
    pl_sharing_survey_start (self->survey, link_ids);
  update (self);
}

gboolean
pl_survey_bar_is_asking (PlSurveyBar *self)
{
  g_return_val_if_fail (PL_IS_SURVEY_BAR (self), FALSE);

  return self->survey != NULL && pl_sharing_survey_get_running (self->survey);
}
