/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file is not touched: what was mended lies beside it. */
#include "payroc/money/payroc-currency.h"
#include "pl-import-row-private.h"

struct _PlImportRow
{
  GObject parent_instance;

  PlImportSource  *source;   /* (owned) */
  PlImportVerdict  verdict;
  GPtrArray       *problems; /* (owned) (element-type PlImportProblem) those of the verdict's that stand in the way */
};

typedef enum
{
  PROP_LEFT_OUT = 1,
} PlImportRowProperty;

static GParamSpec *properties[PROP_LEFT_OUT + 1];

enum
{
  EDITED,  /* PlImport's own: something was mended */
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlImportRow, pl_import_row, G_TYPE_OBJECT)

static void
tell (PlImportRow *self,
      guint        signal)
{
  g_signal_emit (self, signals[signal], 0);
}

static void
pick_problems (PlImportRow *self)
{
  g_ptr_array_set_size (self->problems, 0);
  for (guint i = 0; self->verdict.problems != NULL && i < self->verdict.problems->len; i++)
    {
      PlImportProblem *problem = g_ptr_array_index (self->verdict.problems, i);

      if (pl_import_verdict_is_in_way (&self->verdict, problem))
        g_ptr_array_add (self->problems, problem);
    }
}

static void
pl_import_row_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PlImportRow *self = PL_IMPORT_ROW (object);

  switch ((PlImportRowProperty) property_id)
    {
    case PROP_LEFT_OUT:
      g_value_set_boolean (value, self->verdict.left_out);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_import_row_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PlImportRow *self = PL_IMPORT_ROW (object);

  switch ((PlImportRowProperty) property_id)
    {
    case PROP_LEFT_OUT:
      pl_import_row_set_left_out (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_import_row_finalize (GObject *object)
{
  PlImportRow *self = PL_IMPORT_ROW (object);

  g_ptr_array_unref (self->problems);
  pl_import_verdict_clear (&self->verdict);
  for (guint i = 0; self->verdict.mended != NULL && i < PL_IMPORT_N_FIELDS; i++)
    g_free (self->verdict.mended[i]);
  g_free (self->verdict.mended);
  pl_import_source_unref (self->source);

  G_OBJECT_CLASS (pl_import_row_parent_class)->finalize (object);
}

static void
pl_import_row_class_init (PlImportRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_import_row_get_property;
  object_class->set_property = pl_import_row_set_property;
  object_class->finalize = pl_import_row_finalize;

  properties[PROP_LEFT_OUT] = g_param_spec_boolean ("left-out", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
pl_import_row_init (PlImportRow *self)
{
  self->problems = g_ptr_array_new ();
}

/**
 * pl_import_row_new:
 * @source: where it is read from
 * @row: which of the table's it is, from 0
 *
 * Returns: (transfer full): a row nothing is known of yet
 */
PlImportRow *
pl_import_row_new (PlImportSource *source,
                   guint           row)
{
  PlImportRow *self = g_object_new (PL_TYPE_IMPORT_ROW, NULL);

  self->source = pl_import_source_ref (source);
  self->verdict.row = row;

  return self;
}

/**
 * pl_import_row_get_verdict:
 * @self: a row
 *
 * Returns: (transfer none): what is known of it
 */
const PlImportVerdict *
pl_import_row_get_verdict (PlImportRow *self)
{
  return &self->verdict;
}

/**
 * pl_import_row_dup_mended:
 * @self: a row
 *
 * Returns: (transfer full) (nullable) (array fixed-size=16): what was mended; each may be %NULL
 */
char **
pl_import_row_dup_mended (PlImportRow *self)
{
  char **copy;

  if (self->verdict.mended == NULL)
    return NULL;

  copy = g_new0 (char *, PL_IMPORT_N_FIELDS);
  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    copy[i] = g_strdup (self->verdict.mended[i]);

  return copy;
}

/**
 * pl_import_row_take:
 * @self: a row
 * @source: where it is read from now
 * @verdict: (nullable): what is known of it now; its output is moved
 */
void
pl_import_row_take (PlImportRow     *self,
                    PlImportSource  *source,
                    PlImportVerdict *verdict)
{
  if (source != self->source)
    {
      pl_import_source_unref (self->source);
      self->source = pl_import_source_ref (source);
    }
  if (verdict != NULL)
    {
      g_ptr_array_set_size (self->problems, 0);
      pl_import_verdict_take (&self->verdict, verdict);
    }

  pick_problems (self);
  tell (self, CHANGED);
}

/**
 * pl_import_row_answer:
 * @self: a row
 * @question: what is answered
 * @answer: yes or no
 *
 * Takes effect with the next check.
 */
void
pl_import_row_answer (PlImportRow      *self,
                      PlImportQuestion  question,
                      gboolean          answer)
{
  gboolean *const answers[] = { &self->verdict.again, &self->verdict.anyway, &self->verdict.meant };

  if (*answers[question] == answer)
    return;

  *answers[question] = answer;
  pick_problems (self);
  tell (self, EDITED);
}

/**
 * pl_import_row_forget:
 * @self: a row
 *
 * Its cells are read in another way: what was answered was answered of something else.
 */
void
pl_import_row_forget (PlImportRow *self)
{
  self->verdict.again = FALSE;
  self->verdict.anyway = FALSE;
  self->verdict.meant = FALSE;
}

/**
 * pl_import_row_get_number:
 * @self: a row
 *
 * Returns: which one it is, counted as a spreadsheet does
 */
guint
pl_import_row_get_number (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), 0);

  return self->verdict.row + 1;
}

/**
 * pl_import_row_get_text:
 * @self: a row
 * @field: a field
 *
 * Returns: (transfer none): what its cell holds, mended or as in the file; "" when there is no such column
 */
const char *
pl_import_row_get_text (PlImportRow   *self,
                        PlImportField  field)
{
  const char *text;

  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), "");
  g_return_val_if_fail (field > PL_IMPORT_FIELD_NONE && field < PL_IMPORT_N_FIELDS, "");

  if (self->verdict.mended != NULL && self->verdict.mended[field] != NULL)
    return self->verdict.mended[field];

  text = pl_import_source_get_text (self->source, self->verdict.row, field);

  return text != NULL ? text : "";
}

/**
 * pl_import_row_set_text:
 * @self: a row
 * @field: a field
 * @text: what its cell shall hold
 *
 * Mends a cell; in the table that is written with what became of the rows it is mended too.
 */
void
pl_import_row_set_text (PlImportRow   *self,
                        PlImportField  field,
                        const char    *text)
{
  g_return_if_fail (PL_IS_IMPORT_ROW (self));
  g_return_if_fail (field > PL_IMPORT_FIELD_NONE && field < PL_IMPORT_N_FIELDS);
  g_return_if_fail (text != NULL && g_utf8_validate (text, -1, NULL));

  if (g_str_equal (text, pl_import_row_get_text (self, field)))
    return;

  if (self->verdict.mended == NULL)
    self->verdict.mended = g_new0 (char *, PL_IMPORT_N_FIELDS);
  g_free (self->verdict.mended[field]);
  self->verdict.mended[field] = g_strdup (text);
  /* What was said of the row as it was is not said of this one. */
  if (field <= PL_IMPORT_FIELD_CUSTOMER_AMOUNT && field != PL_IMPORT_FIELD_DESCRIPTION)
    self->verdict.meant = FALSE;
  if (field == PL_IMPORT_FIELD_REFERENCE)
    self->verdict.anyway = FALSE;
  tell (self, EDITED);
}

/**
 * pl_import_row_get_left_out:
 * @self: a row
 *
 * Returns: whether nothing is done with it
 */
gboolean
pl_import_row_get_left_out (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return self->verdict.left_out;
}

/**
 * pl_import_row_set_left_out:
 * @self: a row
 * @left_out: whether nothing shall be done with it
 */
void
pl_import_row_set_left_out (PlImportRow *self,
                            gboolean     left_out)
{
  g_return_if_fail (PL_IS_IMPORT_ROW (self));

  if (self->verdict.left_out == left_out)
    return;

  self->verdict.left_out = left_out;
  pick_problems (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEFT_OUT]);
  tell (self, EDITED);
}

/**
 * pl_import_row_get_is_over:
 * @self: a row
 *
 * Returns: whether it was imported before, and its link was switched off or has expired since
 */
gboolean
pl_import_row_get_is_over (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return pl_import_verdict_is_over (&self->verdict);
}

/**
 * pl_import_row_get_problems:
 * @self: a row
 *
 * Returns: (transfer none) (element-type PlImportProblem): what keeps it from what is still to be done with it
 */
GPtrArray *
pl_import_row_get_problems (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), NULL);

  return self->problems;
}

/**
 * pl_import_row_get_will_create:
 * @self: a row
 *
 * Returns: whether a link is to be made of it, once nothing stands in its way
 */
gboolean
pl_import_row_get_will_create (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return pl_import_verdict_will_create (&self->verdict);
}

/**
 * pl_import_row_get_will_share:
 * @self: a row
 *
 * Returns: whether its link is to be sent to somebody
 */
gboolean
pl_import_row_get_will_share (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return pl_import_verdict_will_share (&self->verdict);
}

/**
 * pl_import_row_get_amount:
 * @self: a row
 * @amount: (out caller-allocates): what its link asks for
 *
 * Returns: whether that is known, and not the customer's choice
 */
gboolean
pl_import_row_get_amount (PlImportRow *self,
                          PayrocMoney *amount)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  *amount = self->verdict.amount;

  /* Without its currency an amount is a placeholder. */
  return amount->minor > 0 && !self->verdict.customer_amount && payroc_currency_is_known (amount->currency);
}

/**
 * pl_import_row_get_customer_amount:
 * @self: a row
 *
 * Returns: whether the customer chooses what to pay
 */
gboolean
pl_import_row_get_customer_amount (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return self->verdict.customer_amount;
}

/**
 * pl_import_row_get_expires:
 * @self: a row
 * @day: (out caller-allocates): its link's last day
 *
 * Returns: whether it has one that is known
 */
gboolean
pl_import_row_get_expires (PlImportRow *self,
                           GDate       *day)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  *day = self->verdict.expires;

  return g_date_valid (day);
}

/**
 * pl_import_row_get_share:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): whom its link will be sent to, and with what words, until it is judged anew;
 *   %NULL: it is sent to nobody
 */
PayrocShare *
pl_import_row_get_share (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), NULL);

  return pl_import_verdict_will_share (&self->verdict) ? self->verdict.share : NULL;
}

/**
 * pl_import_row_get_fate:
 * @self: a row
 *
 * Returns: (transfer none): what became of it, in this run or before, until it changes
 */
const PlImportFate *
pl_import_row_get_fate (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), NULL);

  return &self->verdict.fate;
}
