/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A queue of faults: each names an operation, how many of its requests to let pass and how many to hit. */
#include "practice-faults.h"

#include <gio/gio.h>

#include "practice/api/practice-api.h"
#include "practice/practice-json.h"

typedef struct
{
  const char       *name;
  PracticeFaultKind kind;
  gboolean          done; /* without being told */
} KindInfo;

static const KindInfo kinds[] = {
  { "status", PRACTICE_FAULT_STATUS, FALSE },
  { "delay", PRACTICE_FAULT_DELAY, FALSE },
  { "cutBefore", PRACTICE_FAULT_CUT_BEFORE, FALSE },
  { "cutAfter", PRACTICE_FAULT_CUT_AFTER, TRUE },
  { "html", PRACTICE_FAULT_HTML, FALSE },
  { "empty", PRACTICE_FAULT_EMPTY, FALSE },
  { "truncated", PRACTICE_FAULT_TRUNCATED, TRUE },
  { "huge", PRACTICE_FAULT_HUGE, FALSE },
  { "nested", PRACTICE_FAULT_NESTED, FALSE },
  { "wrongTypes", PRACTICE_FAULT_WRONG_TYPES, TRUE },
  { "replace", PRACTICE_FAULT_REPLACE, TRUE },
  { "redirect", PRACTICE_FAULT_REDIRECT, FALSE },
  { "nextElsewhere", PRACTICE_FAULT_NEXT_ELSEWHERE, TRUE },
  { "tokenExpired", PRACTICE_FAULT_TOKEN_EXPIRED, FALSE },
  { "ignoreEdit", PRACTICE_FAULT_IGNORE_EDIT, TRUE },
  { "ignoreFilter", PRACTICE_FAULT_IGNORE_FILTER, TRUE },
  { "random", PRACTICE_FAULT_RANDOM, FALSE },
};

typedef struct
{
  const KindInfo *info;
  char           *operation;
  JsonObject     *details;
  gint64          skip;
  gint64          times; /* 0: always */
  GRand          *random;
} Entry;

/* One request that waits. */
typedef struct
{
  PracticeFaults  *faults;   /* (unowned) */
  GSourceOnceFunc  callback;
  gpointer         user_data;
  GSource         *source;   /* (unowned) owns this */
} Wait;

struct _PracticeFaults
{
  GObject parent_instance;

  GQueue entries;
  GQueue waits;   /* (element-type Wait) */
};

G_DEFINE_FINAL_TYPE (PracticeFaults, practice_faults, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->operation);
  g_clear_pointer (&entry->details, json_object_unref);
  g_clear_pointer (&entry->random, g_rand_free);
  g_free (entry);
}

static const KindInfo *
find_kind (const char *name)
{
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].name, name))
        return &kinds[i];
    }

  return NULL;
}

static gboolean
refuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);

  return FALSE;
}

/* A number within bounds, or the usual one when it is absent. */
static gboolean
read_number (JsonObject  *object,
             const char  *name,
             gint64       usual,
             gint64       most,
             gint64      *value,
             GError     **error)
{
  *value = usual;
  if (!json_object_has_member (object, name))
    return TRUE;
  if (practice_json_get_int (object, name, value) && *value >= 0 && *value <= most)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s must be a number from 0 to %" G_GINT64_FORMAT, name,
               most);

  return FALSE;
}

/* A random fault's choices: names, or objects with details of their own. */
static const KindInfo *
read_choice (JsonNode    *node,
             JsonObject **details)
{
  *details = NULL;
  if (practice_json_is_string (node))
    return find_kind (json_node_get_string (node));
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  *details = json_node_get_object (node);

  return find_kind (practice_json_get_string (*details, "kind"));
}

static gboolean
check_details (const KindInfo  *info,
               JsonObject      *object, /* (nullable) */
               GError         **error)
{
  g_autoptr (JsonObject) empty = json_object_new ();
  gint64 number;

  if (object == NULL)
    object = empty;

  if (!read_number (object, "ms", 0, 3600 * 1000, &number, error)
      || !read_number (object, "bytes", 0, G_GINT64_CONSTANT (1) << 30, &number, error)
      || !read_number (object, "depth", 0, 10 * 1000 * 1000, &number, error))
    return FALSE;

  if (json_object_has_member (object, "status")
      && (!practice_json_get_int (object, "status", &number) || number < 200 || number > 599))
    return refuse (error, "status must be a number from 200 to 599");
  if (info->kind == PRACTICE_FAULT_STATUS && !json_object_has_member (object, "status"))
    return refuse (error, "This kind needs a status");
  if (info->kind == PRACTICE_FAULT_REDIRECT && practice_json_get_string (object, "location") == NULL)
    return refuse (error, "This kind needs a location");
  if (info->kind == PRACTICE_FAULT_NEXT_ELSEWHERE && practice_json_get_string (object, "href") == NULL)
    return refuse (error, "This kind needs a href");
  if (info->kind == PRACTICE_FAULT_REPLACE
      && (practice_json_get_string (object, "text") == NULL || *practice_json_get_string (object, "text") == '\0'
          || practice_json_get_string (object, "by") == NULL))
    return refuse (error, "This kind needs a text, and by what");

  return TRUE;
}

static gboolean
check_random (JsonObject  *object,
              GError     **error)
{
  JsonArray *choices = practice_json_get_array (object, "kinds");
  JsonNode *probability = json_object_get_member (object, "probability");

  if (probability == NULL || !JSON_NODE_HOLDS_VALUE (probability) || practice_json_is_string (probability)
      || json_node_get_double (probability) < 0 || json_node_get_double (probability) > 1)
    return refuse (error, "probability must be a number from 0 to 1");
  if (choices == NULL || json_array_get_length (choices) == 0)
    return refuse (error, "kinds must be an array of kinds");

  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      JsonObject *details;
      const KindInfo *info = read_choice (json_array_get_element (choices, i), &details);

      if (info == NULL || info->kind == PRACTICE_FAULT_RANDOM)
        return refuse (error, "kinds must be an array of kinds");
      if (!check_details (info, details, error))
        return FALSE;
    }

  return TRUE;
}

static Entry *
read_entry (JsonNode  *node,
            GError   **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *operation = practice_json_get_string (object, "operation");
  const KindInfo *info = find_kind (practice_json_get_string (object, "kind"));
  gboolean is_random = info != NULL && info->kind == PRACTICE_FAULT_RANDOM;
  gint64 skip;
  gint64 times;
  gint64 seed = 0;
  Entry *entry;

  if (info == NULL)
    {
      refuse (error, "kind is missing or not known");
      return NULL;
    }
  if (operation != NULL && !g_str_equal (operation, "*") && !practice_api_is_operation (operation))
    {
      refuse (error, "There is no such operation");
      return NULL;
    }
  if (!read_number (object, "skip", 0, G_MAXINT, &skip, error)
      || !read_number (object, "times", is_random ? 0 : 1, G_MAXINT, &times, error)
      || (is_random && !check_random (object, error))
      || !check_details (info, object, error))
    return NULL;

  entry = g_new0 (Entry, 1);
  entry->info = info;
  entry->operation = g_strdup (operation != NULL ? operation : "*");
  entry->details = practice_json_object_copy (object);
  entry->skip = skip;
  entry->times = times;
  if (is_random && practice_json_get_int (object, "seed", &seed))
    entry->random = g_rand_new_with_seed ((guint32) seed);
  else if (is_random)
    entry->random = g_rand_new ();

  return entry;
}

static void
practice_faults_finalize (GObject *object)
{
  PracticeFaults *self = PRACTICE_FAULTS (object);

  practice_faults_clear (self);
  g_queue_clear (&self->waits);

  G_OBJECT_CLASS (practice_faults_parent_class)->finalize (object);
}

static void
practice_faults_class_init (PracticeFaultsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = practice_faults_finalize;
}

static void
practice_faults_init (PracticeFaults *self)
{
  g_queue_init (&self->entries);
  g_queue_init (&self->waits);
}

PracticeFaults *
practice_faults_new (void)
{
  return g_object_new (PRACTICE_TYPE_FAULTS, NULL);
}

gboolean
practice_faults_add (PracticeFaults  *self,
                     JsonNode        *node,
                     GError         **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (entry_free);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n_entries = array != NULL ? json_array_get_length (array) : 1;

  for (guint i = 0; i < n_entries; i++)
    {
      Entry *entry = read_entry (array != NULL ? json_array_get_element (array, i) : node, error);

      if (entry == NULL)
        return FALSE;
      g_ptr_array_add (added, entry);
    }

  g_ptr_array_set_free_func (added, NULL);
  for (guint i = 0; i < added->len; i++)
    g_queue_push_tail (&self->entries, g_ptr_array_index (added, i));

  return TRUE;
}

void
practice_faults_clear (PracticeFaults *self)
{
  g_queue_clear_full (&self->entries, entry_free);
}

static PracticeFault *
make_fault (const KindInfo *info,
            JsonObject     *details)
{
  PracticeFault *fault = g_new0 (PracticeFault, 1);

  fault->kind = info->kind;
  fault->name = info->name;
  fault->details = details != NULL ? json_object_ref (details) : json_object_new ();
  fault->done = json_object_has_member (fault->details, "done") ? practice_json_get_boolean (fault->details, "done")
                                                                : info->done;
  practice_json_get_int (fault->details, "ms", &fault->delay);

  return fault;
}

static PracticeFault *
draw_fault (Entry *entry)
{
  JsonArray *choices = practice_json_get_array (entry->details, "kinds");
  double probability = json_node_get_double (json_object_get_member (entry->details, "probability"));
  const KindInfo *info;
  JsonObject *details;
  gint32 choice;

  if (g_rand_double (entry->random) >= probability)
    return NULL;

  choice = g_rand_int_range (entry->random, 0, (gint32) json_array_get_length (choices));
  info = read_choice (json_array_get_element (choices, (guint) choice), &details);

  return make_fault (info, details);
}

PracticeFault *
practice_faults_take (PracticeFaults *self,
                      const char     *operation)
{
  GList *next;

  for (GList *l = self->entries.head; l != NULL; l = next)
    {
      Entry *entry = l->data;
      PracticeFault *fault;

      next = l->next;
      if (!g_str_equal (entry->operation, "*") && !g_str_equal (entry->operation, operation))
        continue;
      if (entry->skip > 0)
        {
          entry->skip--;
          continue;
        }

      fault = entry->random != NULL ? draw_fault (entry) : make_fault (entry->info, entry->details);
      if (fault == NULL)
        continue;

      if (entry->times > 0 && --entry->times == 0)
        {
          g_queue_delete_link (&self->entries, l);
          entry_free (entry);
        }
      return fault;
    }

  return NULL;
}

JsonArray *
practice_faults_list (PracticeFaults *self)
{
  JsonArray *list = json_array_new ();

  for (GList *l = self->entries.head; l != NULL; l = l->next)
    {
      Entry *entry = l->data;
      JsonObject *object = practice_json_object_copy (entry->details);

      json_object_set_string_member (object, "operation", entry->operation);
      json_object_set_int_member (object, "skip", entry->skip);
      json_object_set_int_member (object, "times", entry->times);
      json_array_add_object_element (list, object);
    }

  return list;
}

void
practice_fault_free (PracticeFault *fault)
{
  g_clear_pointer (&fault->details, json_object_unref);
  g_free (fault);
}

static gboolean
wait_over_cb (gpointer user_data)
{
  Wait *wait = user_data;

  g_queue_remove (&wait->faults->waits, wait);
  wait->callback (wait->user_data);

  return G_SOURCE_REMOVE;
}

void
practice_faults_wait (PracticeFaults  *self,
                      guint            milliseconds,
                      GSourceOnceFunc  callback,
                      gpointer         user_data)
{
  g_autoptr (GSource) source = g_timeout_source_new (milliseconds);
  Wait *wait = g_new0 (Wait, 1);

  wait->faults = self;
  wait->callback = callback;
  wait->user_data = user_data;
  wait->source = source;
  g_source_set_callback (source, wait_over_cb, wait, g_free);
  g_source_attach (source, NULL);
  g_queue_push_tail (&self->waits, wait);
}

void
practice_faults_release (PracticeFaults *self)
{
  for (GList *l = self->waits.head; l != NULL; l = l->next)
    g_source_set_ready_time (((Wait *) l->data)->source, 0);
}
