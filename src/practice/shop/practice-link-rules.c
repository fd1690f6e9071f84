/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a link or a share field by field: what is known is kept, what is wrong is named. */
#include "practice-link-rules.h"

#include <string.h>

#include "payroc/money/payroc-currency.h"
#include "practice/practice-json.h"

typedef struct
{
  const char *key;   /* the member's name */
  const char *path;  /* how a complaint names it */
  glong       least; /* characters */
  glong       most;
  gboolean    required;
} TextRule;

static const char *const kinds[] = { "singleUse", "multiUse", NULL };
static const char *const auth_types[] = { "sale", "preAuthorization", NULL };
static const char *const charge_types[] = { "preset", "prompt", NULL };
static const char *const methods[] = { "card", "bankTransfer", NULL };
static const char *const agreements[] = { "unscheduled", "recurring", "installment", NULL };
static const char *const elements[] = { "paymentButton", NULL };
static const char *const sharing_methods[] = { "email", NULL };

static JsonNode *
get_member (JsonObject         *object,
            const char         *key,
            const char         *path,
            gboolean            required,
            PracticeComplaints *complaints)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    return node;

  if (node != NULL)
    practice_complaints_add (complaints, path, "invalid type", "%s is left out when it has no value, not null", path);
  else if (required)
    practice_complaints_add (complaints, path, "required", "A value is needed for %s", path);

  return NULL;
}

static const char *
read_text (JsonObject         *object,
           const TextRule     *rule,
           PracticeComplaints *complaints)
{
  JsonNode *node = get_member (object, rule->key, rule->path, rule->required, complaints);
  const char *text;
  glong length;

  if (node == NULL)
    return NULL;

  if (!practice_json_is_string (node))
    {
      practice_complaints_add (complaints, rule->path, "invalid type", "Expected a string for %s", rule->path);
      return NULL;
    }

  text = json_node_get_string (node);
  length = g_utf8_strlen (text, -1);
  if (length < rule->least)
    practice_complaints_add (complaints, rule->path, "too short", "Expected at least %ld characters, got %ld for %s",
                             rule->least, length, rule->path);
  else if (length > rule->most)
    practice_complaints_add (complaints, rule->path, "too long", "Expected at most %ld characters, got %ld for %s",
                             rule->most, length, rule->path);
  else
    return text;

  return NULL;
}

static const char *
check_choice (JsonNode           *node,
              const char         *path,
              const char *const  *choices,
              PracticeComplaints *complaints)
{
  g_autofree char *list = NULL;

  if (practice_json_is_string (node) && g_strv_contains (choices, json_node_get_string (node)))
    return json_node_get_string (node);

  list = g_strjoinv (", ", (GStrv) choices);
  practice_complaints_add (complaints, path, "invalid value", "Expected one of %s for %s", list, path);

  return NULL;
}

static const char *
read_choice (JsonObject         *object,
             const char         *key,
             const char         *path,
             const char *const  *choices,
             gboolean            required,
             PracticeComplaints *complaints)
{
  JsonNode *node = get_member (object, key, path, required, complaints);

  return node != NULL ? check_choice (node, path, choices, complaints) : NULL;
}

/* NULL also when the member is there and of another type, which leaves a complaint. */
static JsonNode *
read_typed (JsonObject         *object,
            const char         *key,
            const char         *path,
            JsonNodeType        type,
            gboolean            required,
            PracticeComplaints *complaints)
{
  JsonNode *node = get_member (object, key, path, required, complaints);

  if (node == NULL || JSON_NODE_TYPE (node) == type)
    return node;

  practice_complaints_add (complaints, path, "invalid type", "Expected an %s for %s",
                           type == JSON_NODE_OBJECT ? "object" : "array", path);

  return NULL;
}

static JsonObject *
read_object (JsonObject         *object,
             const char         *key,
             const char         *path,
             gboolean            required,
             PracticeComplaints *complaints)
{
  JsonNode *node = read_typed (object, key, path, JSON_NODE_OBJECT, required, complaints);

  return node != NULL ? json_node_get_object (node) : NULL;
}

static JsonArray *
read_array (JsonObject         *object,
            const char         *key,
            const char         *path,
            gboolean            required,
            PracticeComplaints *complaints)
{
  JsonNode *node = read_typed (object, key, path, JSON_NODE_ARRAY, required, complaints);

  return node != NULL ? json_node_get_array (node) : NULL;
}

static gboolean
read_boolean (JsonObject         *object,
              const char         *key,
              const char         *path,
              PracticeComplaints *complaints)
{
  JsonNode *node = get_member (object, key, path, FALSE, complaints);

  if (node == NULL)
    return FALSE;
  if (practice_json_is_boolean (node))
    return json_node_get_boolean (node);

  practice_complaints_add (complaints, path, "invalid type", "Expected true or false for %s", path);

  return FALSE;
}

static void
set_text (JsonObject *object,
          const char *key,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, key, text);
}

static JsonObject *
read_charge (JsonObject         *order,
             GStrv               currencies,
             PracticeComplaints *complaints)
{
  JsonObject *charge = read_object (order, "charge", "order.charge", TRUE, complaints);
  g_autoptr (JsonObject) result = json_object_new ();
  const char *type;
  const char *currency;
  JsonNode *node;

  if (charge == NULL)
    return g_steal_pointer (&result);

  type = read_choice (charge, "type", "order.charge.type", charge_types, TRUE, complaints);
  set_text (result, "type", type);

  if (g_strcmp0 (type, "preset") == 0)
    {
      node = get_member (charge, "amount", "order.charge.amount", TRUE, complaints);
      if (node != NULL && !practice_json_is_int (node))
        practice_complaints_add (complaints, "order.charge.amount", "invalid type",
                                 "Expected a whole number of the currency's smallest unit for order.charge.amount");
      else if (node != NULL && json_node_get_int (node) <= 0)
        practice_complaints_add (complaints, "order.charge.amount", "invalid value",
                                 "Expected an amount above 0 for order.charge.amount");
      else if (node != NULL)
        json_object_set_int_member (result, "amount", json_node_get_int (node));
    }
  else if (g_strcmp0 (type, "prompt") == 0 && json_object_has_member (charge, "amount"))
    {
      practice_complaints_add (complaints, "order.charge.amount", "not allowed",
                               "The customer enters the amount: order.charge.amount must not be sent");
    }

  node = get_member (charge, "currency", "order.charge.currency", TRUE, complaints);
  if (node == NULL)
    return g_steal_pointer (&result);

  currency = practice_json_is_string (node) ? json_node_get_string (node) : NULL;
  if (currency == NULL || !payroc_currency_is_known (currency))
    practice_complaints_add (complaints, "order.charge.currency", "invalid value",
                             "Expected an ISO 4217 code for order.charge.currency");
  else if (!g_strv_contains ((const char *const *) currencies, currency))
    practice_complaints_add (complaints, "order.charge.currency", "invalid value",
                             "The terminal does not take %s", currency);
  else
    set_text (result, "currency", currency);

  return g_steal_pointer (&result);
}

static JsonObject *
read_order (JsonObject         *document,
            gboolean            single_use,
            GStrv               currencies,
            PracticeComplaints *complaints)
{
  static const TextRule order_id = { "orderId", "order.orderId", 1, 24, TRUE };
  static const TextRule description = { "description", "order.description", 0, 1024, FALSE };
  JsonObject *order = read_object (document, "order", "order", TRUE, complaints);
  JsonObject *result = json_object_new ();

  if (order == NULL)
    return result;

  if (single_use)
    set_text (result, "orderId", read_text (order, &order_id, complaints));
  else if (json_object_has_member (order, "orderId"))
    practice_complaints_add (complaints, "order.orderId", "not allowed", "Only a single-use link has an order.orderId");

  set_text (result, "description", read_text (order, &description, complaints));
  json_object_set_object_member (result, "charge", read_charge (order, currencies, complaints));

  return result;
}

static JsonArray *
read_methods (JsonObject         *document,
              const char         *auth_type,
              PracticeComplaints *complaints)
{
  JsonArray *array = read_array (document, "paymentMethods", "paymentMethods", TRUE, complaints);
  JsonArray *result = json_array_new ();
  gboolean seen[G_N_ELEMENTS (methods)] = { FALSE, };

  if (array != NULL && json_array_get_length (array) == 0)
    practice_complaints_add (complaints, "paymentMethods", "too few", "Expected at least one of card, bankTransfer");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *path = g_strdup_printf ("paymentMethods[%u]", i);
      const char *method = check_choice (json_array_get_element (array, i), path, methods, complaints);
      guint index = g_strcmp0 (method, "bankTransfer") == 0;

      if (method == NULL)
        continue;
      if (seen[index])
        practice_complaints_add (complaints, path, "duplicate", "%s is there twice", method);
      seen[index] = TRUE;
      json_array_add_string_element (result, method);
    }

  if (seen[1] && g_strcmp0 (auth_type, "preAuthorization") == 0)
    practice_complaints_add (complaints, "paymentMethods", "not allowed",
                             "A pre-authorization can be paid by card only");

  return result;
}

static JsonArray *
read_labels (JsonObject         *document,
             PracticeComplaints *complaints)
{
  JsonArray *array = read_array (document, "customLabels", "customLabels", FALSE, complaints);
  JsonArray *result;

  if (array == NULL)
    return NULL;

  result = json_array_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *path = g_strdup_printf ("customLabels[%u]", i);
      g_autofree char *element_path = g_strconcat (path, ".element", NULL);
      g_autofree char *label_path = g_strconcat (path, ".label", NULL);
      const TextRule rule = { "label", label_path, 1, 24, TRUE };
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *label;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          practice_complaints_add (complaints, path, "invalid type", "Expected an object for %s", path);
          continue;
        }
      if (i > 0)
        practice_complaints_add (complaints, path, "duplicate", "There is one element only, so one label");

      label = json_object_new ();
      set_text (label, "element", read_choice (json_node_get_object (node), "element", element_path, elements, TRUE,
                                               complaints));
      set_text (label, "label", read_text (json_node_get_object (node), &rule, complaints));
      json_array_add_object_element (result, label);
    }

  return result;
}

static JsonObject *
read_credential (JsonObject         *document,
                 PracticeComplaints *complaints)
{
  JsonObject *credential = read_object (document, "credentialOnFile", "credentialOnFile", FALSE, complaints);
  JsonObject *result;
  const char *agreement;
  gboolean tokenize;

  if (credential == NULL)
    return NULL;

  result = json_object_new ();
  tokenize = read_boolean (credential, "tokenize", "credentialOnFile.tokenize", complaints);
  agreement = read_choice (credential, "mitAgreement", "credentialOnFile.mitAgreement", agreements, FALSE, complaints);
  json_object_set_boolean_member (result, "tokenize", tokenize);
  set_text (result, "mitAgreement", agreement);
  if (agreement != NULL && !tokenize)
    practice_complaints_add (complaints, "credentialOnFile.mitAgreement", "not allowed",
                             "An agreement needs credentialOnFile.tokenize to be true");

  return result;
}

static const char *
read_expiry (JsonObject         *document,
             gboolean            required,
             const char         *today,
             PracticeComplaints *complaints)
{
  JsonNode *node = get_member (document, "expiresOn", "expiresOn", required, complaints);

  if (node == NULL)
    return NULL;

  if (!practice_json_is_string (node) || !practice_link_rules_is_date (json_node_get_string (node)))
    practice_complaints_add (complaints, "expiresOn", "invalid date", "Expected a day as YYYY-MM-DD for expiresOn");
  else if (strcmp (json_node_get_string (node), today) < 0)
    practice_complaints_add (complaints, "expiresOn", "invalid date", "Expected today (%s) or later for expiresOn",
                             today);
  else
    return json_node_get_string (node);

  return NULL;
}

/* A pattern, not a proof: one @, something on either side, a dot in the domain, nothing invisible. */
static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');
  const char *dot = at != NULL ? strrchr (at, '.') : NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || strchr ("<>(),;:\"\\", c < 128 ? (int) c : 'a') != NULL)
        return FALSE;
    }

  return at != NULL && at > text && strchr (at + 1, '@') == NULL && dot != NULL && dot > at + 1 && dot[1] != '\0'
         && at[1] != '.' && strstr (at, "..") == NULL;
}

static JsonObject *
read_recipient (JsonNode           *node,
                guint               index,
                GHashTable         *seen,
                PracticeComplaints *complaints)
{
  g_autofree char *path = g_strdup_printf ("recipients[%u]", index);
  g_autofree char *name_path = g_strconcat (path, ".name", NULL);
  g_autofree char *email_path = g_strconcat (path, ".email", NULL);
  const TextRule name_rule = { "name", name_path, 1, 48, TRUE };
  const TextRule email_rule = { "email", email_path, 6, 128, TRUE };
  JsonObject *result = json_object_new ();
  const char *name;
  const char *email;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      practice_complaints_add (complaints, path, "invalid type", "Expected an object for %s", path);
      return result;
    }

  name = read_text (json_node_get_object (node), &name_rule, complaints);
  email = read_text (json_node_get_object (node), &email_rule, complaints);
  set_text (result, "name", name);
  set_text (result, "email", email);
  if (email != NULL && !is_email (email))
    practice_complaints_add (complaints, email_path, "invalid value", "Expected an e-mail address for %s", email_path);
  else if (name != NULL && email != NULL && !g_hash_table_add (seen, g_strconcat (name, "\n", email, NULL)))
    practice_complaints_add (complaints, path, "duplicate", "The same recipient is there twice");

  return result;
}

gboolean
practice_link_rules_is_date (const char *text)
{
  guint year;
  guint month;
  guint day;

  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;

  for (guint i = 0; i < 10; i++)
    {
      if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
        return FALSE;
    }

  year = (guint) g_ascii_strtoull (text, NULL, 10);
  month = (guint) g_ascii_strtoull (text + 5, NULL, 10);
  day = (guint) g_ascii_strtoull (text + 8, NULL, 10);

  return year > 0 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

JsonObject *
practice_link_rules_read_link (JsonObject         *document,
                               GStrv               currencies,
                               const char         *today,
                               PracticeComplaints *complaints)
{
  static const TextRule reference = { "merchantReference", "merchantReference", 1, 48, TRUE };
  g_autoptr (JsonObject) result = json_object_new ();
  const char *kind = read_choice (document, "type", "type", kinds, TRUE, complaints);
  gboolean single_use = g_strcmp0 (kind, "singleUse") == 0;
  const char *auth_type;
  JsonArray *labels;
  JsonObject *credential;

  /* Which fields a link must have hangs on its type. */
  if (kind == NULL)
    return NULL;

  set_text (result, "type", kind);
  set_text (result, "merchantReference", read_text (document, &reference, complaints));
  json_object_set_object_member (result, "order", read_order (document, single_use, currencies, complaints));
  auth_type = read_choice (document, "authType", "authType", auth_types, TRUE, complaints);
  set_text (result, "authType", auth_type);
  json_object_set_array_member (result, "paymentMethods", read_methods (document, auth_type, complaints));
  labels = read_labels (document, complaints);
  if (labels != NULL)
    json_object_set_array_member (result, "customLabels", labels);
  set_text (result, "expiresOn", read_expiry (document, single_use, today, complaints));
  credential = read_credential (document, complaints);
  if (credential != NULL)
    json_object_set_object_member (result, "credentialOnFile", credential);

  return practice_complaints_is_empty (complaints) ? g_steal_pointer (&result) : NULL;
}

JsonObject *
practice_link_rules_read_share (JsonObject         *document,
                                PracticeComplaints *complaints)
{
  static const TextRule message = { "message", "message", 0, 1024, FALSE };
  g_autoptr (JsonObject) result = json_object_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *recipients;
  JsonArray *read = json_array_new ();

  set_text (result, "sharingMethod", read_choice (document, "sharingMethod", "sharingMethod", sharing_methods, TRUE,
                                                  complaints));
  json_object_set_boolean_member (result, "merchantCopy",
                                  read_boolean (document, "merchantCopy", "merchantCopy", complaints));
  set_text (result, "message", read_text (document, &message, complaints));
  recipients = read_array (document, "recipients", "recipients", TRUE, complaints);
  if (recipients != NULL && json_array_get_length (recipients) == 0)
    practice_complaints_add (complaints, "recipients", "too few", "Expected at least one recipient");
  for (guint i = 0; recipients != NULL && i < json_array_get_length (recipients); i++)
    json_array_add_object_element (read, read_recipient (json_array_get_element (recipients, i), i, seen, complaints));
  json_object_set_array_member (result, "recipients", read);

  return practice_complaints_is_empty (complaints) ? g_steal_pointer (&result) : NULL;
}
