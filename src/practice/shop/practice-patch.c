/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 6902 as far as a payment link needs it; what cannot be edited is passed over in silence, as Payroc does. */
#include "practice-patch.h"

#include <string.h>

#include "practice/practice-json.h"

typedef struct
{
  const char *path;
  gboolean    single_use_only;
  gboolean    below; /* what is inside can be addressed too */
} Editable;

static const Editable editables[] = {
  { "/expiresOn", FALSE, FALSE },
  { "/customLabels", FALSE, TRUE },
  { "/credentialOnFile", FALSE, TRUE },
  { "/authType", TRUE, FALSE },
  { "/order/description", TRUE, FALSE },
  { "/order/charge/amount", TRUE, FALSE },
  { "/order/charge/currency", TRUE, FALSE },
};

static gboolean
is_editable (const char *path,
             gboolean    single_use)
{
  for (gsize i = 0; i < G_N_ELEMENTS (editables); i++)
    {
      const Editable *editable = &editables[i];
      gsize length = strlen (editable->path);

      if (editable->single_use_only && !single_use)
        continue;
      if (g_str_equal (path, editable->path)
          || (editable->below && g_str_has_prefix (path, editable->path) && path[length] == '/'))
        return TRUE;
    }

  return FALSE;
}

static GStrv
split_pointer (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path + 1, "/", 32);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (GString) part = g_string_new (parts[i]);

      g_string_replace (part, "~1", "/", 0);
      g_string_replace (part, "~0", "~", 0);
      g_free (parts[i]);
      parts[i] = g_strdup (part->str);
    }

  return g_steal_pointer (&parts);
}

/* The index that a pointer's last part means; length itself is only where something can be added. */
static gboolean
read_index (const char *part,
            JsonArray  *array,
            gboolean    adding,
            guint      *index)
{
  guint length = json_array_get_length (array);
  guint64 value;

  if (adding && g_str_equal (part, "-"))
    {
      *index = length;
      return TRUE;
    }

  if ((part[0] == '0' && part[1] != '\0')
      || (length == 0 && !adding)
      || !g_ascii_string_to_unsigned (part, 10, 0, adding ? length : length - 1, &value, NULL))
    return FALSE;

  *index = (guint) value;

  return TRUE;
}

static JsonNode *
step_into (JsonNode   *node,
           const char *part)
{
  guint index;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), part);
  if (JSON_NODE_HOLDS_ARRAY (node) && read_index (part, json_node_get_array (node), FALSE, &index))
    return json_array_get_element (json_node_get_array (node), index);

  return NULL;
}

/* The container of what the pointer names, and the pointer's last part. */
static JsonNode *
find_parent (JsonNode    *root,
             const char  *path,
             char       **last)
{
  g_auto (GStrv) parts = split_pointer (path);
  guint n_parts = g_strv_length (parts);
  JsonNode *node = root;

  for (guint i = 0; i + 1 < n_parts && node != NULL; i++)
    node = step_into (node, parts[i]);

  *last = g_strdup (n_parts > 0 ? parts[n_parts - 1] : "");

  return node;
}

static JsonNode *
find_value (JsonNode   *root,
            const char *path)
{
  g_autofree char *last = NULL;
  JsonNode *parent = find_parent (root, path, &last);

  return parent != NULL ? step_into (parent, last) : NULL;
}

static JsonNode *
copy_value (JsonNode *value)
{
  g_autoptr (JsonObject) wrapper = json_object_new ();
  g_autoptr (JsonObject) copy = NULL;

  json_object_set_member (wrapper, "value", json_node_copy (value));
  copy = practice_json_object_copy (wrapper);

  return json_object_dup_member (copy, "value");
}

static void
insert_element (JsonArray *array,
                guint      index,
                JsonNode  *value) /* takes value */
{
  g_autoptr (GPtrArray) tail = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  while (json_array_get_length (array) > index)
    {
      g_ptr_array_add (tail, json_array_dup_element (array, index));
      json_array_remove_element (array, index);
    }
  json_array_add_element (array, value);
  for (guint i = 0; i < tail->len; i++)
    json_array_add_element (array, json_node_ref (g_ptr_array_index (tail, i)));
}

static gboolean
add_value (JsonNode   *root,
           const char *path,
           JsonNode   *value)
{
  g_autofree char *last = NULL;
  JsonNode *parent = find_parent (root, path, &last);
  guint index;

  if (parent == NULL)
    return FALSE;

  if (JSON_NODE_HOLDS_OBJECT (parent))
    {
      json_object_set_member (json_node_get_object (parent), last, copy_value (value));
      return TRUE;
    }

  if (!JSON_NODE_HOLDS_ARRAY (parent) || !read_index (last, json_node_get_array (parent), TRUE, &index))
    return FALSE;

  insert_element (json_node_get_array (parent), index, copy_value (value));

  return TRUE;
}

static gboolean
remove_value (JsonNode   *root,
              const char *path)
{
  g_autofree char *last = NULL;
  JsonNode *parent = find_parent (root, path, &last);
  guint index;

  if (parent == NULL || step_into (parent, last) == NULL)
    return FALSE;

  if (JSON_NODE_HOLDS_OBJECT (parent))
    json_object_remove_member (json_node_get_object (parent), last);
  else if (read_index (last, json_node_get_array (parent), FALSE, &index))
    json_array_remove_element (json_node_get_array (parent), index);

  return TRUE;
}

static gboolean
replace_value (JsonNode   *root,
               const char *path,
               JsonNode   *value)
{
  return remove_value (root, path) && add_value (root, path, value);
}

static gboolean
is_pointer (const char *path)
{
  return path != NULL && (*path == '\0' || *path == '/');
}

static PracticeReply *
apply_one (JsonObject *operation,
           guint       number,
           JsonNode   *root,
           gboolean    single_use,
           guint      *applied)
{
  const char *op = practice_json_get_string (operation, "op");
  const char *path = practice_json_get_string (operation, "path");
  const char *from = practice_json_get_string (operation, "from");
  JsonNode *value = json_object_get_member (operation, "value");
  g_autofree char *where = g_strdup_printf ("[%u]", number);
  g_autoptr (JsonNode) moved = NULL;
  gboolean took;

  if (op == NULL || !is_pointer (path))
    return practice_problem_blame (where, "invalid operation", "Expected op and path of a JSON Patch operation");

  if (g_str_equal (op, "move") || g_str_equal (op, "copy"))
    {
      if (!is_pointer (from))
        return practice_problem_blame (where, "invalid operation", "Expected from of a JSON Patch operation");
    }
  else if (g_str_equal (op, "add") || g_str_equal (op, "replace") || g_str_equal (op, "test"))
    {
      if (value == NULL)
        return practice_problem_blame (where, "invalid operation", "Expected value of a JSON Patch operation");
    }
  else if (!g_str_equal (op, "remove"))
    {
      return practice_problem_blame (where, "invalid operation",
                                     "Expected op to be add, remove, replace, move, copy or test");
    }

  if (g_str_equal (op, "test"))
    {
      JsonNode *present = *path == '/' ? find_value (root, path) : root;

      if (present != NULL && json_node_equal (present, value))
        return NULL;
      return practice_problem_reply (PRACTICE_PROBLEM_ATTRIBUTE_CONFLICT, NULL);
    }

  if (!is_editable (path, single_use) || (g_str_equal (op, "move") && !is_editable (from, single_use)))
    return NULL;

  if (g_str_equal (op, "add"))
    {
      took = add_value (root, path, value);
    }
  else if (g_str_equal (op, "replace"))
    {
      took = replace_value (root, path, value);
    }
  else if (g_str_equal (op, "remove"))
    {
      took = remove_value (root, path);
    }
  else
    {
      JsonNode *source = *from == '/' ? find_value (root, from) : NULL;

      moved = source != NULL ? copy_value (source) : NULL;
      took = moved != NULL
             && (!g_str_equal (op, "move") || remove_value (root, from))
             && add_value (root, path, moved);
    }

  if (!took)
    return practice_problem_blame (path, "invalid path", "There is no such place in the link");

  *applied += 1;

  return NULL;
}

PracticeReply *
practice_patch_apply (JsonNode   *patch,
                      JsonObject *document,
                      gboolean    single_use,
                      guint      *applied)
{
  g_autoptr (JsonNode) root = practice_json_new_object (json_object_ref (document));
  JsonArray *operations;

  *applied = 0;
  if (!JSON_NODE_HOLDS_ARRAY (patch))
    return practice_problem_blame ("body", "invalid type", "Expected an array of JSON Patch operations");

  operations = json_node_get_array (patch);
  for (guint i = 0; i < json_array_get_length (operations); i++)
    {
      JsonNode *operation = json_array_get_element (operations, i);
      g_autoptr (PracticeReply) refusal = NULL;
      g_autofree char *where = g_strdup_printf ("[%u]", i);

      if (!JSON_NODE_HOLDS_OBJECT (operation))
        return practice_problem_blame (where, "invalid type", "Expected a JSON Patch operation");

      refusal = apply_one (json_node_get_object (operation), i, root, single_use, applied);
      if (refusal != NULL)
        return g_steal_pointer (&refusal);
    }

  return NULL;
}
