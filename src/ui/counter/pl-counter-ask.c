/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A code that a customer scanned and left is money that may still come: it is never dropped without a word. */
#include "config.h"

#include "pl-counter-ask.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"

typedef struct
{
  PlCounterRound  *round;   /* (owned) */
  PlRoundRisk      risk;    /* that is asked about */
  PlCounterAnswer  answer;
  gpointer         user_data;
  GDestroyNotify   destroy; /* (nullable) */
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->round);
  if (question->destroy != NULL)
    question->destroy (question->user_data);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Question         *question)
{
  if (!g_str_equal (response, "back"))
    question->answer (g_str_equal (response, "switch-off"), question->user_data);
}

/* Paid in the meantime, or made, or not: the screen says so now, and the question was another one. */
static void
round_cb (PlCounterRound *round,
          GtkWindow      *dialog)
{
  const PlRoundRisk risk = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "risk"));

  if (pl_counter_round_get_risk (round) != risk)
    gtk_window_close (dialog);
}

static char *
dup_body (PlCounterRound *round,
          PlRoundRisk     risk)
{
  g_autofree char *name = NULL;

  if (risk == PL_ROUND_RISK_UNSURE)
    {
      name = pl_bidi_isolate (pl_counter_round_get_reference (round));

      /* Translators: %s is a link's reference. */
      return g_strdup_printf (_("Payroc has not answered for %s. Nobody has seen its code. If you give it up, it is "
                                "switched off as soon as it turns out to have been made."), name);
    }

  name = pl_counter_ask_name (pl_counter_round_get_link (round));

  /* Translators: %s is an amount and a reference: "$7.25 (LINK-3)". */
  return g_strdup_printf (_("%s can still be paid by whoever scanned its code. Once it is switched off, nobody can "
                            "pay it any more."), name);
}

GtkWidget *
pl_counter_ask_leave (GtkWindow       *parent,
                      PlCounterRound  *round,
                      PlCounterAnswer  answer,
                      gpointer         user_data,
                      GDestroyNotify   destroy)
{
  const PlRoundRisk  risk = pl_counter_round_get_risk (round);
  g_autofree char   *body = NULL;
  AdwMessageDialog  *dialog;
  Question          *question;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (PL_IS_COUNTER_ROUND (round), NULL);
  g_return_val_if_fail (answer != NULL, NULL);

  if (risk == PL_ROUND_RISK_NONE)
    {
      answer (FALSE, user_data);
      if (destroy != NULL)
        destroy (user_data);
      return NULL;
    }

  body = dup_body (round, risk);
  question = g_new0 (Question, 1);
  question->round = g_object_ref (round);
  question->risk = risk;
  question->answer = answer;
  question->user_data = user_data;
  question->destroy = destroy;

  dialog = ADW_MESSAGE_DIALOG (pl_question_new (parent,
                                                risk == PL_ROUND_RISK_UNSURE ? _("Was the Code Made?")
                                                                             : _("Not Paid Yet"), body));
  if (risk == PL_ROUND_RISK_UNSURE)
    {
      adw_message_dialog_add_responses (dialog, "back", _("_Wait"), "switch-off", _("_Give It Up"), NULL);
    }
  else
    {
      adw_message_dialog_add_responses (dialog, "back", _("_Back"), "keep", _("_Keep It Payable"), "switch-off",
                                        _("_Switch Off"), NULL);
    }
  adw_message_dialog_set_response_appearance (dialog, "switch-off", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "back");
  adw_message_dialog_set_close_response (dialog, "back");
  g_object_set_data (G_OBJECT (dialog), "risk", GINT_TO_POINTER (risk));
  g_signal_connect_object (round, "changed", G_CALLBACK (round_cb), dialog, 0);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  pl_safe_answer_present (GTK_WINDOW (dialog));

  return GTK_WIDGET (dialog);
}

void
pl_counter_tell_paid (GtkWindow     *parent,
                      PlCounterLeft *left)
{
  g_autoptr (GPtrArray)  paid = NULL;
  g_autoptr (GString)    body = g_string_new (NULL);
  GtkWidget             *dialog;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (PL_IS_COUNTER_LEFT (left));

  paid = pl_counter_left_take_paid (left);
  if (paid->len == 0)
    return;

  for (guint i = 0; i < paid->len; i++)
    {
      g_autofree char *name = pl_counter_ask_name (g_ptr_array_index (paid, i));

      g_string_append_printf (body, "%s\n", name);
    }
  g_string_append_c (body, '\n');
  g_string_append (body, _("The customer paid after you had gone on. If they paid in another way as well, give one of "
                           "the payments back."));

  dialog = pl_question_new (parent, _("Paid After All"), body->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  /* What was pressed is gone, and the keyboard is here now. */
  gtk_window_set_focus_visible (parent, FALSE);
  pl_safe_answer_present (GTK_WINDOW (dialog));
}

void
pl_counter_tell_unkept (GtkWindow      *parent,
                        PlCounterRound *round,
                        const GError   *error)
{
  PayrocLink       *link;
  g_autofree char  *name = NULL;
  g_autofree char  *why = NULL;
  g_autofree char  *text = NULL;
  AdwMessageDialog *dialog;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (PL_IS_COUNTER_ROUND (round));
  g_return_if_fail (error != NULL);

  link = pl_counter_round_get_link (round);
  name = link != NULL ? pl_counter_ask_name (link) : pl_bidi_isolate (pl_counter_round_get_reference (round));
  why = pl_error_text_body (error, PL_WORK_READ);
  text = g_strjoin ("\n\n", name, why,
                    _("Whoever scanned its code can still pay. Switch it off in the list of links."), NULL);

  dialog = ADW_MESSAGE_DIALOG (pl_question_new (parent, _("The Link Was Not Switched Off"), text));
  adw_message_dialog_add_response (dialog, "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

char *
pl_counter_ask_name (PayrocLink *link)
{
  g_autofree char *reference = NULL;
  g_autofree char *amount = NULL;

  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);

  reference = pl_bidi_isolate (payroc_link_get_reference (link));
  amount = pl_format_amount (link);

  /* Translators: an amount and the reference that it is known by: "$7.25 (LINK-3)". */
  return g_strdup_printf (_("%s (%s)"), amount, reference);
}
