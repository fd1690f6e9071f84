/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch is read anew twice a second while it goes on: a line does not change, it is replaced by another one, and only
 * where it is another one. */
#include "config.h"

#include "pl-batch-line.h"

#include <glib/gi18n.h>

#include "core/pl-list-sync.h"
#include "pl-batch-text.h"
#include "pl-intent-text.h"
#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-format.h"

struct _PlBatchLine
{
  GObject     parent_instance;

  gint64      id;        /* the intent's; of a heading the state's, and of what is left out, below zero */
  gboolean    heading;
  const char *icon_name; /* (nullable) static */
  char       *title;     /* (owned) */
  char       *subtitle;  /* (owned) (nullable) */
};

typedef enum
{
  PROP_ICON_NAME = 1,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_PLAIN,
  PROP_EXPLAINED,
  PROP_STYLE,
  PROP_SENTENCE,
} PlBatchLineProperty;

static GParamSpec *properties[PROP_SENTENCE + 1];

G_DEFINE_FINAL_TYPE (PlBatchLine, pl_batch_line, G_TYPE_OBJECT)

static const char *const heading_style[] = { "heading", NULL };
static const char *const plain_style[] = { NULL };

static gboolean
is_equal (gpointer left,
          gpointer right)
{
  PlBatchLine *a = left;
  PlBatchLine *b = right;

  return a->id == b->id && a->heading == b->heading && g_strcmp0 (a->icon_name, b->icon_name) == 0
         && g_str_equal (a->title, b->title) && g_strcmp0 (a->subtitle, b->subtitle) == 0;
}

/* Takes title and subtitle. */
static PlBatchLine *
line_new (gint64      id,
          gboolean    heading,
          const char *icon_name,
          char       *title,
          char       *subtitle)
{
  PlBatchLine *self = g_object_new (PL_TYPE_BATCH_LINE, NULL);

  self->id = id;
  self->heading = heading;
  self->icon_name = icon_name;
  self->title = title;
  self->subtitle = subtitle;

  return self;
}

static PlBatchLine *
line_new_for_intent (PlIntent *intent,
                     gint64    now)
{
  const char *reference = pl_intent_get_reference (intent);
  const char *subject = reference != NULL ? reference : pl_intent_get_link_id (intent);
  g_autofree char *isolated = pl_bidi_isolate (subject != NULL ? subject : "");
  g_autoptr (PayrocShare) share = pl_intent_create_share (intent);
  g_autofree char *to = share != NULL ? pl_format_recipients (G_LIST_MODEL (payroc_share_get_recipients (share)))
                                      : NULL;
  g_autofree char *state = NULL;
  const PlIntentWait wait = pl_intent_get_waits_for (intent) != 0 ? PL_INTENT_WAIT_CHANGE : PL_INTENT_WAIT_NONE;

  state = pl_intent_text_next (pl_intent_get_kind (intent), pl_intent_get_state (intent), wait, FALSE,
                               pl_intent_get_error (intent), pl_intent_get_next_attempt_at (intent), now);

  return line_new (pl_intent_get_id (intent), FALSE,
                   pl_intent_text_icon (pl_intent_get_state (intent), pl_intent_get_error (intent)),
                   pl_intent_text_title (pl_intent_get_kind (intent), isolated),
                   /* Translators: to whom an e-mail goes, and how it stands: “To Sarah Hopper. Done.” */
                   to != NULL ? g_strdup_printf (_("To %s. %s"), to, state) : g_steal_pointer (&state));
}

/* For a screen reader. */
static char *
dup_sentence (PlBatchLine *self)
{
  if (self->subtitle == NULL || *self->subtitle == '\0')
    return g_strdup (self->title);

  /* Translators: what a screen reader says of one of many changes: what it is, and how it stands. */
  return g_strdup_printf (C_("change for the screen reader", "%s, %s"), self->title, self->subtitle);
}

static void
pl_batch_line_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PlBatchLine *self = PL_BATCH_LINE (object);

  switch ((PlBatchLineProperty) property_id)
    {
    case PROP_ICON_NAME:
      g_value_set_static_string (value, self->icon_name);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_PLAIN:
      g_value_set_boolean (value, !self->heading);
      break;
    case PROP_EXPLAINED:
      g_value_set_boolean (value, self->subtitle != NULL && *self->subtitle != '\0');
      break;
    case PROP_STYLE:
      g_value_set_boxed (value, self->heading ? heading_style : plain_style);
      break;
    case PROP_SENTENCE:
      g_value_take_string (value, dup_sentence (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_batch_line_finalize (GObject *object)
{
  PlBatchLine *self = PL_BATCH_LINE (object);

  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (pl_batch_line_parent_class)->finalize (object);
}

static void
pl_batch_line_class_init (PlBatchLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_batch_line_get_property;
  object_class->finalize = pl_batch_line_finalize;

  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_PLAIN] = g_param_spec_boolean ("plain", NULL, NULL, FALSE, flags);
  properties[PROP_EXPLAINED] = g_param_spec_boolean ("explained", NULL, NULL, FALSE, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  properties[PROP_STYLE] = g_param_spec_boxed ("style", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_batch_line_init (PlBatchLine *self)
{
}

GPtrArray *
pl_batch_line_list (PlBatch   *batch,
                    GPtrArray *intents,
                    guint      shown,
                    gint64     now)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  PlIntentState state = PL_INTENT_WAITING;
  guint n_shown = 0;

  g_return_val_if_fail (PL_IS_BATCH (batch) && intents != NULL, lines);

  for (guint i = 0; i < intents->len; i++)
    {
      PlIntent *intent = g_ptr_array_index (intents, i);
      guint n_all;

      if (i == 0 || pl_intent_get_state (intent) != state)
        {
          state = pl_intent_get_state (intent);
          n_shown = 0;
          g_ptr_array_add (lines, line_new (state, TRUE, NULL,
                                            pl_batch_text_state (state, pl_batch_count (batch, state)), NULL));
        }

      g_ptr_array_add (lines, line_new_for_intent (intent, now));
      n_all = pl_batch_count (batch, state);
      if (++n_shown == shown && n_all > shown)
        g_ptr_array_add (lines, line_new (-1 - (gint64) state, FALSE, NULL,
                                          g_strdup_printf (ngettext ("and %'u more", "and %'u more", n_all - shown),
                                                           n_all - shown), NULL));
    }

  return lines;
}

void
pl_batch_line_sync (GListStore *store,
                    GPtrArray  *lines)
{
  pl_list_sync_run (store, lines, NULL, is_equal);
}
