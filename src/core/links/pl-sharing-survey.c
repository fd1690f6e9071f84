/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc has no list of all that was sent: each link is asked for by itself, a few at a time, with a breath between. */
#include "config.h"

#include "pl-sharing-survey.h"

#include "payroc/payroc-error.h"
#include "pl-link-inquiry.h"

/* A person waits for it, and nobody else shall wait because of it. */
#define AT_ONCE 2
#define BREATH_MS 50

struct _PlSharingSurvey
{
  GObject       parent_instance;

  char         *account;     /* (owned) */
  char         *terminal;    /* (owned) */
  PlDatabase   *database;    /* (owned) */
  PayrocClient *client;      /* (owned) */

  GQueue        waiting;     /* (element-type utf8) owned elements */
  GHashTable   *answered;    /* (owned) (element-type utf8) link ids */
  guint         n_on_the_way;
  guint         n_asked;
  guint         n_total;
  guint         breath;
  gboolean      running;
  GCancellable *cancellable; /* (owned) (nullable) of this round */
  GError       *error;       /* (owned) (nullable) */
};

/* One link's question, which outlives the round that it belongs to. */
typedef struct
{
  PlSharingSurvey *survey;      /* (owned) */
  GCancellable    *cancellable; /* (owned) the round's */
  PlLinkFacts     *facts;       /* (owned) (nullable) */
} Question;

typedef enum
{
  PROP_RUNNING = 1,
  PROP_N_ASKED,
  PROP_N_TOTAL,
  PROP_ERROR,
} PlSharingSurveyProperty;

static GParamSpec *properties[PROP_ERROR + 1];

G_DEFINE_FINAL_TYPE (PlSharingSurvey, pl_sharing_survey, G_TYPE_OBJECT)

static void go_on (PlSharingSurvey *self);

static void
question_free (Question *question)
{
  g_object_unref (question->survey);
  g_object_unref (question->cancellable);
  g_clear_pointer (&question->facts, pl_link_facts_free);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* Takes error. */
static void
end_round (PlSharingSurvey *self,
           GError          *error)
{
  g_clear_handle_id (&self->breath, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_queue_clear_full (&self->waiting, g_free);
  self->n_on_the_way = 0;

  g_object_freeze_notify (G_OBJECT (self));
  if (error != NULL)
    {
      g_clear_error (&self->error);
      self->error = error;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }
  if (self->running)
    {
      self->running = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
take_answer (PlSharingSurvey *self,
             const char      *link_id)
{
  g_hash_table_add (self->answered, g_strdup (link_id));
  self->n_on_the_way--;
  self->n_asked++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ASKED]);

  if (self->n_on_the_way == 0 && g_queue_is_empty (&self->waiting))
    end_round (self, NULL);
  else
    go_on (self);
}

static void
write_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Question) question = user_data;
  PlSharingSurvey *self = question->survey;
  g_autoptr (GError) error = NULL;
  const gboolean written = pl_database_run_finish (PL_DATABASE (source), result, &error);

  if (g_cancellable_is_cancelled (question->cancellable))
    return;

  if (!written)
    end_round (self, g_steal_pointer (&error));
  else if (question->facts->error != NULL)
    end_round (self, g_steal_pointer (&question->facts->error));
  else if (question->facts->found_gaps.n[PL_LINK_LIST_SHARING] > 0)
    end_round (self, g_error_new (PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "%u mails cannot be read",
                                  question->facts->found_gaps.n[PL_LINK_LIST_SHARING]));
  else
    take_answer (self, question->facts->link_id);
}

static void
inquiry_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;

  question->facts = pl_link_inquiry_finish (PAYROC_CLIENT (source), result, &error);
  if (g_cancellable_is_cancelled (question->cancellable))
    return;

  if (question->facts == NULL)
    {
      end_round (question->survey, g_steal_pointer (&error));
      return;
    }

  /* A link that Payroc does not know any more has no history there: that is an answer. */
  if (g_error_matches (question->facts->error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND))
    {
      take_answer (question->survey, question->facts->link_id);
      return;
    }

  pl_database_run_async (question->survey->database, PL_DATABASE_WRITE, pl_link_facts_write, question->facts, NULL,
                         NULL, write_cb, question);
  g_steal_pointer (&question);
}

static void
ask_one (PlSharingSurvey *self)
{
  g_autofree char *link_id = g_queue_pop_head (&self->waiting);
  Question *question = g_new0 (Question, 1);

  question->survey = g_object_ref (self);
  question->cancellable = g_object_ref (self->cancellable);
  self->n_on_the_way++;
  pl_link_inquiry_async (self->client, self->terminal, pl_link_facts_new (self->account, link_id), NULL,
                         PL_LINK_INQUIRY_SHARING, self->cancellable, inquiry_cb, question);
}

static gboolean
breath_cb (gpointer user_data)
{
  PlSharingSurvey *self = user_data;

  self->breath = 0;
  go_on (self);

  return G_SOURCE_REMOVE;
}

static void
go_on (PlSharingSurvey *self)
{
  if (self->breath != 0 || self->n_on_the_way >= AT_ONCE || g_queue_is_empty (&self->waiting))
    return;

  ask_one (self);
  self->breath = g_timeout_add (BREATH_MS, breath_cb, self);
}

static void
pl_sharing_survey_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  PlSharingSurvey *self = PL_SHARING_SURVEY (object);

  switch ((PlSharingSurveyProperty) property_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_N_ASKED:
      g_value_set_uint (value, self->n_asked);
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_sharing_survey_dispose (GObject *object)
{
  PlSharingSurvey *self = PL_SHARING_SURVEY (object);

  g_clear_handle_id (&self->breath, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (pl_sharing_survey_parent_class)->dispose (object);
}

static void
pl_sharing_survey_finalize (GObject *object)
{
  PlSharingSurvey *self = PL_SHARING_SURVEY (object);

  g_queue_clear_full (&self->waiting, g_free);
  g_hash_table_unref (self->answered);
  g_clear_error (&self->error);
  g_free (self->account);
  g_free (self->terminal);

  G_OBJECT_CLASS (pl_sharing_survey_parent_class)->finalize (object);
}

static void
pl_sharing_survey_class_init (PlSharingSurveyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pl_sharing_survey_get_property;
  object_class->dispose = pl_sharing_survey_dispose;
  object_class->finalize = pl_sharing_survey_finalize;

  /**
   * PlSharingSurvey:running:
   *
   * Whether Payroc is being asked.
   */
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  /**
   * PlSharingSurvey:n-asked:
   *
   * How many links of this round are answered.
   */
  properties[PROP_N_ASKED] = g_param_spec_uint ("n-asked", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * PlSharingSurvey:n-total:
   *
   * How many links this round is about.
   */
  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * PlSharingSurvey:error: (nullable)
   *
   * Why the last round ended before all were answered; %NULL also when it was stopped.
   */
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_sharing_survey_init (PlSharingSurvey *self)
{
  g_queue_init (&self->waiting);
  self->answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * pl_sharing_survey_new:
 * @account: whose links
 * @terminal: the account's terminal
 * @database: where the answers are kept
 * @client: whom to ask
 *
 * Returns: (transfer full): a survey in which nothing was asked yet
 */
PlSharingSurvey *
pl_sharing_survey_new (const char   *account,
                       const char   *terminal,
                       PlDatabase   *database,
                       PayrocClient *client)
{
  PlSharingSurvey *self;

  g_return_val_if_fail (account != NULL && terminal != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);
  g_return_val_if_fail (PAYROC_IS_CLIENT (client), NULL);

  self = g_object_new (PL_TYPE_SHARING_SURVEY, NULL);
  self->account = g_strdup (account);
  self->terminal = g_strdup (terminal);
  self->database = g_object_ref (database);
  self->client = g_object_ref (client);

  return self;
}

/**
 * pl_sharing_survey_start:
 * @self: a survey
 * @link_ids: (element-type utf8): links to ask about; those that were answered are not asked again
 *
 * Begins a round, in place of one that goes on. It ends by itself when all are answered, and at the first answer that
 * is none: then #PlSharingSurvey:error tells why (contract, "sharing history": one request for each link, more for a
 * long one). What Payroc answered is stored.
 */
void
pl_sharing_survey_start (PlSharingSurvey *self,
                         GPtrArray       *link_ids)
{
  g_return_if_fail (PL_IS_SHARING_SURVEY (self));
  g_return_if_fail (link_ids != NULL);

  g_object_freeze_notify (G_OBJECT (self));
  end_round (self, NULL);
  if (self->error != NULL)
    {
      g_clear_error (&self->error);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }

  for (guint i = 0; i < link_ids->len; i++)
    {
      const char *link_id = g_ptr_array_index (link_ids, i);

      if (!g_hash_table_contains (self->answered, link_id))
        g_queue_push_tail (&self->waiting, g_strdup (link_id));
    }

  self->n_asked = 0;
  self->n_total = self->waiting.length;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ASKED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TOTAL]);
  if (self->n_total > 0)
    {
      self->cancellable = g_cancellable_new ();
      self->running = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
      go_on (self);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * pl_sharing_survey_stop:
 * @self: a survey
 *
 * Ends the round; what was answered stays.
 */
void
pl_sharing_survey_stop (PlSharingSurvey *self)
{
  g_return_if_fail (PL_IS_SHARING_SURVEY (self));

  end_round (self, NULL);
}

/**
 * pl_sharing_survey_get_running:
 * @self: a survey
 *
 * Returns: whether Payroc is being asked
 */
gboolean
pl_sharing_survey_get_running (PlSharingSurvey *self)
{
  g_return_val_if_fail (PL_IS_SHARING_SURVEY (self), FALSE);

  return self->running;
}

/**
 * pl_sharing_survey_get_n_asked:
 * @self: a survey
 *
 * Returns: how many links of this round are answered
 */
guint
pl_sharing_survey_get_n_asked (PlSharingSurvey *self)
{
  g_return_val_if_fail (PL_IS_SHARING_SURVEY (self), 0);

  return self->n_asked;
}

/**
 * pl_sharing_survey_get_n_total:
 * @self: a survey
 *
 * Returns: how many links this round is about
 */
guint
pl_sharing_survey_get_n_total (PlSharingSurvey *self)
{
  g_return_val_if_fail (PL_IS_SHARING_SURVEY (self), 0);

  return self->n_total;
}

/**
 * pl_sharing_survey_get_error:
 * @self: a survey
 *
 * Returns: (transfer none) (nullable): why the last round ended before all were answered
 */
const GError *
pl_sharing_survey_get_error (PlSharingSurvey *self)
{
  g_return_val_if_fail (PL_IS_SHARING_SURVEY (self), NULL);

  return self->error;
}

/**
 * pl_sharing_survey_copy_answered:
 * @self: a survey
 *
 * Returns: (transfer full) (element-type utf8): a set of the links whose whole history is stored; another thread may
 *   have it
 */
GHashTable *
pl_sharing_survey_copy_answered (PlSharingSurvey *self)
{
  GHashTable *copy;
  GHashTableIter iter;
  gpointer link_id;

  g_return_val_if_fail (PL_IS_SHARING_SURVEY (self), NULL);

  copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->answered);
  while (g_hash_table_iter_next (&iter, &link_id, NULL))
    g_hash_table_add (copy, g_strdup (link_id));

  return copy;
}
