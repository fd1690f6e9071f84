/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved view may be read by an older Paylinks: what it does not know it leaves out, and shows more rather than
 * less. */
#include "pl-link-criteria.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "core/pl-core-enum-types.h"
#include "payroc/payroc-enum-types.h"
#include "payroc/payroc-json.h"

/* Far longer than anybody types. */
#define SEARCH_MAX 1000

G_DEFINE_BOXED_TYPE (PlLinkCriteria, pl_link_criteria, pl_link_criteria_copy, pl_link_criteria_free)

static const char *
get_nick (GType type,
          int   value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  const GEnumValue      *found = g_enum_get_value (klass, value);

  return found != NULL ? found->value_nick : NULL;
}

/* 0 is what every one of these enums begins with, and means all. */
static int
get_value (GType       type,
           const char *nick)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  const GEnumValue      *found = nick != NULL ? g_enum_get_value_by_nick (klass, nick) : NULL;

  return found != NULL ? found->value : 0;
}

static void
add_enum (JsonBuilder *builder,
          const char  *name,
          GType        type,
          int          value)
{
  if (value == 0)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, get_nick (type, value));
}

static const char *
peek_text (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

static int
read_enum (JsonObject *object,
           const char *name,
           GType       type)
{
  return get_value (type, peek_text (object, name));
}

static void
add_day (JsonBuilder *builder,
         const char  *name,
         gint32       julian)
{
  char  text[32];
  GDate day;

  if (julian <= 0 || !g_date_valid_julian ((guint32) julian))
    return;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) julian);
  g_snprintf (text, sizeof text, "%04u-%02u-%02u", g_date_get_year (&day), (guint) g_date_get_month (&day),
              (guint) g_date_get_day (&day));
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static gint32
read_day (JsonObject *object,
          const char *name)
{
  const char *text = peek_text (object, name);
  guint       year, month, day;
  char        rest;
  GDate       date;

  if (text == NULL || sscanf (text, "%4u-%2u-%2u%c", &year, &month, &day, &rest) != 3 || month > 12
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return 0;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return (gint32) g_date_get_julian (&date);
}

static void
add_period (JsonBuilder    *builder,
            const char     *name,
            const PlPeriod *period)
{
  if (pl_period_is_any (period))
    return;

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add_enum (builder, "days", PL_TYPE_PERIOD_KIND, period->kind);
  if (period->kind == PL_PERIOD_OWN)
    {
      add_day (builder, "from", period->first);
      add_day (builder, "to", period->last);
    }
  json_builder_end_object (builder);
}

static void
read_period (JsonObject *object,
             const char *name,
             PlPeriod   *period)
{
  JsonNode   *node = json_object_get_member (object, name);
  JsonObject *member;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  member = json_node_get_object (node);
  period->kind = (PlPeriodKind) read_enum (member, "days", PL_TYPE_PERIOD_KIND);
  if (period->kind != PL_PERIOD_OWN)
    return;

  period->first = read_day (member, "from");
  period->last = read_day (member, "to");
}

static void
add_statuses (JsonBuilder *builder,
              guint        statuses)
{
  if (statuses == 0)
    return;

  json_builder_set_member_name (builder, "states");
  json_builder_begin_array (builder);
  for (int status = 0; status < 32; status++)
    {
      const char *nick = (statuses & (1u << status)) != 0 ? get_nick (PAYROC_TYPE_LINK_STATUS, status) : NULL;

      if (nick != NULL)
        json_builder_add_string_value (builder, nick);
    }
  json_builder_end_array (builder);
}

static guint
read_statuses (JsonObject *object)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (PAYROC_TYPE_LINK_STATUS);
  JsonNode              *node = json_object_get_member (object, "states");
  guint                  statuses = 0;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return 0;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode         *element = json_array_get_element (json_node_get_array (node), i);
      const char       *nick = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_string (element) : NULL;
      const GEnumValue *value = nick != NULL ? g_enum_get_value_by_nick (klass, nick) : NULL;

      if (value != NULL)
        statuses |= 1u << value->value;
    }

  return statuses;
}

/**
 * pl_link_criteria_new:
 *
 * Returns: (transfer full): all links, newest first
 */
PlLinkCriteria *
pl_link_criteria_new (void)
{
  return g_new0 (PlLinkCriteria, 1);
}

/**
 * pl_link_criteria_copy:
 * @self: criteria
 *
 * Returns: (transfer full): the same again
 */
PlLinkCriteria *
pl_link_criteria_copy (const PlLinkCriteria *self)
{
  PlLinkCriteria *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->search = g_strdup (self->search);

  return copy;
}

/**
 * pl_link_criteria_free:
 * @self: (transfer full) (nullable): criteria
 */
void
pl_link_criteria_free (PlLinkCriteria *self)
{
  if (self == NULL)
    return;

  g_free (self->search);
  g_free (self);
}

/**
 * pl_link_criteria_equal:
 * @self: criteria
 * @other: others
 *
 * Returns: whether they ask for the same links in the same order
 */
gboolean
pl_link_criteria_equal (const PlLinkCriteria *self,
                        const PlLinkCriteria *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return g_strcmp0 (self->search, other->search) == 0 && self->statuses == other->statuses
         && self->kind == other->kind && self->charge_kind == other->charge_kind
         && pl_period_equal (&self->created, &other->created) && pl_period_equal (&self->expires, &other->expires)
         && self->sort == other->sort && self->reversed == other->reversed;
}

/**
 * pl_link_criteria_set_search:
 * @self: criteria
 * @search: (nullable): words; none and "" are the same
 */
void
pl_link_criteria_set_search (PlLinkCriteria *self,
                             const char     *search)
{
  g_return_if_fail (self != NULL);

  if (search == self->search)
    return;

  g_free (self->search);
  self->search = search != NULL && *search != '\0' ? g_strdup (search) : NULL;
}

/**
 * pl_link_criteria_has_filter:
 * @self: criteria
 *
 * Returns: whether anything but the search leaves links out
 */
gboolean
pl_link_criteria_has_filter (const PlLinkCriteria *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->statuses != 0 || self->kind != PAYROC_LINK_KIND_UNKNOWN
         || self->charge_kind != PAYROC_CHARGE_KIND_UNKNOWN || !pl_period_is_any (&self->created)
         || !pl_period_is_any (&self->expires);
}

/**
 * pl_link_criteria_clear_filters:
 * @self: criteria
 *
 * Leaves the search and the order.
 */
void
pl_link_criteria_clear_filters (PlLinkCriteria *self)
{
  g_return_if_fail (self != NULL);

  self->statuses = 0;
  self->kind = PAYROC_LINK_KIND_UNKNOWN;
  self->charge_kind = PAYROC_CHARGE_KIND_UNKNOWN;
  self->created = (PlPeriod) { PL_PERIOD_ANY };
  self->expires = (PlPeriod) { PL_PERIOD_ANY };
}

/**
 * pl_link_criteria_get_query:
 * @self: criteria
 * @today: the day it is
 *
 * Returns: what they mean today; its search belongs to @self
 */
PlLinkQuery
pl_link_criteria_get_query (const PlLinkCriteria *self,
                            const GDate          *today)
{
  GDateWeekday week_start = pl_period_get_week_start ();

  return (PlLinkQuery) {
    .search = self->search,
    .statuses = self->statuses,
    .kind = self->kind,
    .charge_kind = self->charge_kind,
    .created = pl_period_find_days (&self->created, today, week_start),
    .expires = pl_period_find_days (&self->expires, today, week_start),
    .sort = self->sort,
    .reversed = self->reversed,
  };
}

/**
 * pl_link_criteria_to_text:
 * @self: criteria
 *
 * Returns: (transfer full): a JSON document; names, no numbers of enums, so that these may change
 */
char *
pl_link_criteria_to_text (const PlLinkCriteria *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode)    root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  if (self->search != NULL)
    {
      json_builder_set_member_name (builder, "search");
      json_builder_add_string_value (builder, self->search);
    }
  add_statuses (builder, self->statuses);
  add_enum (builder, "kind", PAYROC_TYPE_LINK_KIND, self->kind);
  add_enum (builder, "amount", PAYROC_TYPE_CHARGE_KIND, self->charge_kind);
  add_period (builder, "created", &self->created);
  add_period (builder, "expires", &self->expires);
  add_enum (builder, "sort", PL_TYPE_LINK_SORT, self->sort);
  if (self->reversed)
    {
      json_builder_set_member_name (builder, "reversed");
      json_builder_add_boolean_value (builder, TRUE);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/**
 * pl_link_criteria_from_text:
 * @text: (nullable): what pl_link_criteria_to_text() once made, maybe of a later version
 *
 * Returns: (transfer full): the criteria, as far as they are understood
 */
PlLinkCriteria *
pl_link_criteria_from_text (const char *text)
{
  PlLinkCriteria      *self = pl_link_criteria_new ();
  g_autoptr (GBytes)   bytes = g_bytes_new_static (text, text != NULL ? strlen (text) : 0);
  g_autoptr (JsonNode) root = payroc_json_parse (bytes, NULL);
  JsonObject          *object;
  JsonNode            *reversed;
  const char          *search;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return self;

  object = json_node_get_object (root);
  search = peek_text (object, "search");
  if (search != NULL && g_utf8_strlen (search, -1) <= SEARCH_MAX)
    pl_link_criteria_set_search (self, search);
  self->statuses = read_statuses (object);
  self->kind = (PayrocLinkKind) read_enum (object, "kind", PAYROC_TYPE_LINK_KIND);
  self->charge_kind = (PayrocChargeKind) read_enum (object, "amount", PAYROC_TYPE_CHARGE_KIND);
  read_period (object, "created", &self->created);
  read_period (object, "expires", &self->expires);
  self->sort = (PlLinkSort) read_enum (object, "sort", PL_TYPE_LINK_SORT);
  reversed = json_object_get_member (object, "reversed");
  self->reversed = reversed != NULL && JSON_NODE_HOLDS_VALUE (reversed) && json_node_get_boolean (reversed);

  return self;
}
