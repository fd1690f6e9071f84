/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compared with what was asked for then, so that the same table is the same whatever became of its links; and with the
 * links, so that who changed a link and the table alike is not asked. */
#include "pl-import-change.h"

#include <string.h>

static const PlImportField compared[] = {
  PL_IMPORT_FIELD_AMOUNT,   PL_IMPORT_FIELD_DESCRIPTION, PL_IMPORT_FIELD_KIND, PL_IMPORT_FIELD_ORDER_ID,
  PL_IMPORT_FIELD_EXPIRES,  PL_IMPORT_FIELD_METHODS,     PL_IMPORT_FIELD_HOLD, PL_IMPORT_FIELD_BUTTON,
  PL_IMPORT_FIELD_SAVE_CARD,
};

static gboolean
has_same_days (const GDate *a,
               const GDate *b)
{
  return (a == NULL) == (b == NULL) && (a == NULL || g_date_compare (a, b) == 0);
}

static gboolean
has_same_amount (PayrocLinkDraft *a,
                 PayrocLinkDraft *b)
{
  if (payroc_link_draft_get_charge_kind (a) != payroc_link_draft_get_charge_kind (b)
      || strcmp (payroc_link_draft_get_currency (a), payroc_link_draft_get_currency (b)) != 0)
    return FALSE;

  return payroc_link_draft_get_charge_kind (a) == PAYROC_CHARGE_KIND_PROMPT
         || payroc_link_draft_get_amount (a) == payroc_link_draft_get_amount (b);
}

static gboolean
is_same (PayrocLinkDraft *a,
         PayrocLinkDraft *b,
         PlImportField    field)
{
  switch ((int) field)
    {
    case PL_IMPORT_FIELD_AMOUNT:
      return has_same_amount (a, b);
    case PL_IMPORT_FIELD_DESCRIPTION:
      return strcmp (payroc_link_draft_get_description (a), payroc_link_draft_get_description (b)) == 0;
    case PL_IMPORT_FIELD_KIND:
      return payroc_link_draft_get_kind (a) == payroc_link_draft_get_kind (b);
    case PL_IMPORT_FIELD_ORDER_ID:
      return strcmp (payroc_link_draft_get_order_id (a), payroc_link_draft_get_order_id (b)) == 0;
    case PL_IMPORT_FIELD_EXPIRES:
      return has_same_days (payroc_link_draft_get_expires_on (a), payroc_link_draft_get_expires_on (b));
    case PL_IMPORT_FIELD_METHODS:
      return payroc_link_draft_get_methods (a) == payroc_link_draft_get_methods (b);
    case PL_IMPORT_FIELD_HOLD:
      return payroc_link_draft_get_auth_type (a) == payroc_link_draft_get_auth_type (b);
    case PL_IMPORT_FIELD_BUTTON:
      return strcmp (payroc_link_draft_get_button_label (a), payroc_link_draft_get_button_label (b)) == 0;
    case PL_IMPORT_FIELD_SAVE_CARD:
      return payroc_link_draft_get_tokenize (a) == payroc_link_draft_get_tokenize (b);
    default:
      g_assert_not_reached ();
    }
}

/* What cannot be read is told as that; but an amount counts as another one then. */
static gboolean
is_in_doubt (GPtrArray     *problems,
             PlImportField  field)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const PlImportProblem *problem = g_ptr_array_index (problems, i);

      if (problem->field == field
          && (field != PL_IMPORT_FIELD_AMOUNT || problem->code == PL_IMPORT_PROBLEM_DECIMAL))
        return TRUE;
    }

  return FALSE;
}

/* (transfer full): where the words are the merchant's own, or a number. */
static char *
dup_text (PayrocLinkDraft *draft,
          PlImportField    field)
{
  const GDate *day = payroc_link_draft_get_expires_on (draft);
  char text[sizeof "YYYY-MM-DD"];

  switch ((int) field)
    {
    case PL_IMPORT_FIELD_DESCRIPTION:
      return g_strdup (payroc_link_draft_get_description (draft));
    case PL_IMPORT_FIELD_ORDER_ID:
      return g_strdup (payroc_link_draft_get_order_id (draft));
    case PL_IMPORT_FIELD_BUTTON:
      return g_strdup (payroc_link_draft_get_button_label (draft));
    case PL_IMPORT_FIELD_EXPIRES:
      if (day == NULL)
        return NULL;
      g_snprintf (text, sizeof text, "%04d-%02d-%02d", g_date_get_year (day), g_date_get_month (day),
                  g_date_get_day (day));
      return g_strdup (text);
    default:
      return NULL;
    }
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full): in an order of their own, so that nobody is asked about that. */
static GPtrArray *
list_addresses (PayrocShare *share)
{
  GListModel *people = G_LIST_MODEL (payroc_share_get_recipients (share));
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (PayrocRecipient) person = g_list_model_get_item (people, i);

      g_ptr_array_add (addresses, g_ascii_strdown (payroc_recipient_get_email (person), -1));
    }
  g_ptr_array_sort (addresses, compare_texts);

  return addresses;
}

/* (transfer full): as it was written, before anything was filled in. */
static char *
dup_words (PayrocShare *share)
{
  const char *template = payroc_share_get_template (share);
  const char *words = template != NULL ? template : payroc_share_get_message (share);

  return g_strstrip (g_strdup (words != NULL ? words : ""));
}

/* Takes before. */
static void
add_change (GPtrArray     *problems,
            PlImportField  field,
            char          *before)
{
  PlImportProblem *problem = pl_import_problem_new (PL_IMPORT_PROBLEM_CHANGED, field);

  problem->before = before;
  g_ptr_array_add (problems, problem);
}

/**
 * pl_import_change_find_mail:
 * @problems: (element-type PlImportProblem): the row's; what changed is added
 * @row: what the table says of its mail now
 * @given: bits `1 << PlImportField`: which of its cells say something
 * @sent: the mail that was sent, or waits to be
 */
void
pl_import_change_find_mail (GPtrArray   *problems,
                            PayrocShare *row,
                            guint        given,
                            PayrocShare *sent)
{
  g_autoptr (GPtrArray) addresses = list_addresses (row);
  g_autoptr (GPtrArray) before = list_addresses (sent);
  g_autofree char *joined = NULL;
  g_autofree char *joined_before = NULL;
  g_autofree char *words = dup_words (row);
  g_autofree char *words_before = dup_words (sent);

  g_ptr_array_add (addresses, NULL);
  g_ptr_array_add (before, NULL);
  joined = g_strjoinv (", ", (char **) addresses->pdata);
  joined_before = g_strjoinv (", ", (char **) before->pdata);

  if (!is_in_doubt (problems, PL_IMPORT_FIELD_EMAIL) && !g_str_equal (joined, joined_before))
    add_change (problems, PL_IMPORT_FIELD_EMAIL, g_steal_pointer (&joined_before));

  if ((given & 1u << PL_IMPORT_FIELD_MESSAGE) != 0 && !is_in_doubt (problems, PL_IMPORT_FIELD_MESSAGE)
      && !g_str_equal (words, words_before))
    add_change (problems, PL_IMPORT_FIELD_MESSAGE, g_steal_pointer (&words_before));
}

/**
 * pl_import_change_find:
 * @problems: (element-type PlImportProblem): the row's; what changed is added
 * @row: what the table says of it now
 * @given: bits `1 << PlImportField`: which of its cells say something; an empty one changes nothing
 * @asked: what was asked for when it was imported
 * @now: (nullable): what its link says now
 */
void
pl_import_change_find (GPtrArray       *problems,
                       PayrocLinkDraft *row,
                       guint            given,
                       PayrocLinkDraft *asked,
                       PayrocLinkDraft *now)
{
  if ((given & (1u << PL_IMPORT_FIELD_CUSTOMER_AMOUNT | 1u << PL_IMPORT_FIELD_CURRENCY)) != 0)
    given |= 1u << PL_IMPORT_FIELD_AMOUNT;

  for (guint i = 0; i < G_N_ELEMENTS (compared); i++)
    {
      const PlImportField field = compared[i];
      PayrocLinkDraft *before = now != NULL ? now : asked;
      PlImportProblem *problem;

      if ((given & 1u << field) == 0 || is_in_doubt (problems, field) || is_same (row, asked, field)
          || (now != NULL && is_same (row, now, field)))
        continue;

      problem = pl_import_problem_new (PL_IMPORT_PROBLEM_CHANGED, field);
      problem->before = dup_text (before, field);
      if (field == PL_IMPORT_FIELD_AMOUNT)
        payroc_money_init (&problem->amount,
                           payroc_link_draft_get_charge_kind (before) == PAYROC_CHARGE_KIND_PRESET
                             ? payroc_link_draft_get_amount (before) : 0,
                           payroc_link_draft_get_currency (before));
      g_ptr_array_add (problems, problem);
    }
}
