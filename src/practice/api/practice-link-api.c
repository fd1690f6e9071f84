/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Create, list, retrieve, edit, deactivate, share: each a few lines over the link, the rules and the post room. */
#include "practice-link-api.h"

#include "practice/practice-json.h"
#include "practice/shop/practice-link-rules.h"
#include "practice/shop/practice-link.h"
#include "practice/shop/practice-paging.h"
#include "practice/shop/practice-patch.h"
#include "practice/shop/practice-post.h"

static const char *const kinds[] = { "singleUse", "multiUse", NULL };
static const char *const charges[] = { "preset", "prompt", NULL };
static const char *const statuses[] = { "active", "completed", "deactivated", "expired", NULL };

static PracticeReply *
show_link (PracticeState *state,
           PracticeLink  *link,
           guint          status)
{
  g_autofree char *today = practice_clock_get_today (state->clock);

  return practice_reply_new_json (status, practice_json_new_object (practice_link_to_json (state, link, today)));
}

static PracticeReply *
find_link (PracticeCall  *call,
           PracticeLink **link)
{
  PracticeState *state = call->state;

  if (g_utf8_strlen (call->id, -1) != 10)
    return practice_problem_blame ("paymentLinkId", "invalid length",
                                   "Expected exactly 10 characters for paymentLinkId");

  *link = practice_link_find (state, call->id);
  if (*link == NULL)
    return practice_problem_reply_about (PRACTICE_PROBLEM_NOT_FOUND, NULL, NULL, "paymentLink");

  return practice_api_check_terminal (state, (*link)->terminal, call->request->path);
}

PracticeReply *
practice_link_api_create (PracticeCall *call)
{
  PracticeState *state = call->state;
  PracticeReply *refusal = practice_api_check_terminal (state, call->id, call->request->path);
  GStrv plain = state->options->plain_terminals;
  g_autoptr (PracticeComplaints) complaints = practice_complaints_new ();
  g_autoptr (PracticeLink) link = NULL;
  g_autoptr (JsonObject) document = NULL;
  g_autofree char *today = practice_clock_get_today (state->clock);
  g_autofree char *location = NULL;
  const char *reference;
  PracticeReply *reply;

  if (refusal != NULL)
    return refusal;
  if (plain != NULL && g_strv_contains ((const char *const *) plain, call->id))
    return practice_problem_reply (PRACTICE_PROBLEM_CAPABILITIES_MISSING, NULL);
  if (!JSON_NODE_HOLDS_OBJECT (call->body))
    return practice_problem_blame ("body", "invalid type", "Expected an object");

  document = practice_link_rules_read_link (json_node_get_object (call->body), state->options->currencies, today,
                                            complaints);
  if (document == NULL)
    return practice_problem_complain (complaints);

  reference = practice_json_get_string (document, "merchantReference");
  if (state->options->unique_references && practice_link_has_reference (state, call->id, reference))
    return practice_problem_reply_about (PRACTICE_PROBLEM_RESOURCE_ALREADY_EXISTS, NULL, call->request->path,
                                         "paymentLink");

  link = practice_link_insert (state, call->id, document);
  reply = show_link (state, link, 201);
  location = g_strdup_printf ("%s/v1/payment-links/%s", state->base_url, link->id);
  practice_reply_set_header (reply, "Location", location);

  return reply;
}

static JsonObject *
read_link_row (PracticeState *state,
               sqlite3_stmt  *statement,
               const char    *today)
{
  g_autoptr (PracticeLink) link = practice_link_read (statement);

  return practice_link_to_json (state, link, today);
}

static void
filter_by_status (PracticeListing *listing,
                  const char      *status,
                  const char      *today)
{
  if (g_str_equal (status, "active"))
    {
      practice_listing_where (listing, "state = 'active'", NULL);
      practice_listing_where (listing, "(expires_on IS NULL OR expires_on >= ?)", today);
    }
  else if (g_str_equal (status, "expired"))
    {
      practice_listing_where (listing, "state = 'active'", NULL);
      practice_listing_where (listing, "expires_on < ?", today);
    }
  else
    {
      practice_listing_where (listing, "state = ?", status);
    }
}

/* column: of the row that the recipients belong to. */
static void
filter_by_recipient (PracticeListing *listing,
                     PracticeRequest *request,
                     const char      *column)
{
  const char *name = practice_listing_text (listing, request, "recipientName", 1, 48);
  const char *email = practice_listing_text (listing, request, "recipientEmail", 6, 128);
  g_autofree char *folded_name = name != NULL ? g_utf8_casefold (name, -1) : NULL;
  g_autofree char *folded_email = email != NULL ? g_utf8_casefold (email, -1) : NULL;
  g_autofree char *by_name = g_strdup_printf ("seq IN (SELECT %s FROM recipient WHERE name = ?)", column);
  g_autofree char *by_email = g_strdup_printf ("seq IN (SELECT %s FROM recipient WHERE email = ?)", column);

  if (name != NULL)
    practice_listing_where (listing, by_name, folded_name);
  if (email != NULL)
    practice_listing_where (listing, by_email, folded_email);
}

PracticeReply *
practice_link_api_list (PracticeCall *call)
{
  PracticeState *state = call->state;
  PracticeRequest *request = call->request;
  PracticeReply *refusal = practice_api_check_terminal (state, call->id, request->path);
  g_autoptr (PracticeListing) listing = practice_listing_new ();
  g_autofree char *today = practice_clock_get_today (state->clock);
  const char *value;

  if (refusal != NULL)
    return refusal;

  practice_listing_where (listing, "terminal = ?", call->id);
  value = practice_listing_text (listing, request, "merchantReference", 1, 48);
  if (value != NULL)
    practice_listing_where (listing, "reference = ?", value);
  value = practice_listing_choice (listing, request, "linkType", kinds);
  if (value != NULL)
    practice_listing_where (listing, "kind = ?", value);
  value = practice_listing_choice (listing, request, "chargeType", charges);
  if (value != NULL)
    practice_listing_where (listing, "charge = ?", value);
  value = practice_listing_choice (listing, request, "status", statuses);
  if (value != NULL)
    filter_by_status (listing, value, today);
  value = practice_listing_date (listing, request, "createdOn");
  if (value != NULL)
    practice_listing_where (listing, "created_on = ?", value);
  value = practice_listing_date (listing, request, "expiresOn");
  if (value != NULL)
    practice_listing_where (listing, "expires_on = ?", value);
  filter_by_recipient (listing, request, "link");

  return practice_listing_reply (listing, state, request, "link", PRACTICE_LINK_COLUMNS, read_link_row);
}

PracticeReply *
practice_link_api_retrieve (PracticeCall *call)
{
  g_autoptr (PracticeLink) link = NULL;
  PracticeReply *refusal = find_link (call, &link);

  return refusal != NULL ? refusal : show_link (call->state, link, 200);
}

static PracticeReply *
refuse_closed (PracticeLink *link)
{
  if (g_str_equal (link->state, "active"))
    return NULL;

  return practice_problem_reply (PRACTICE_PROBLEM_CANNOT_BE_MODIFIED, NULL);
}

PracticeReply *
practice_link_api_edit (PracticeCall *call)
{
  PracticeState *state = call->state;
  g_autoptr (PracticeLink) link = NULL;
  g_autoptr (PracticeComplaints) complaints = practice_complaints_new ();
  g_autoptr (JsonObject) edited = NULL;
  g_autoptr (JsonObject) checked = NULL;
  g_autofree char *today = practice_clock_get_today (state->clock);
  PracticeReply *refusal = find_link (call, &link);
  gboolean single_use;
  gboolean same_expiry;
  guint applied = 0;

  if (refusal != NULL)
    return refusal;
  refusal = refuse_closed (link);
  if (refusal != NULL)
    return refusal;

  single_use = g_str_equal (link->kind, "singleUse");
  edited = practice_json_object_copy (link->doc);
  refusal = practice_patch_apply (call->body, edited, single_use, &applied);
  if (refusal != NULL)
    return refusal;

  /* A link that has expired keeps its day while something else is changed. */
  same_expiry = g_strcmp0 (practice_json_get_string (edited, "expiresOn"),
                           practice_json_get_string (link->doc, "expiresOn")) == 0;
  checked = practice_link_rules_read_link (edited, state->options->currencies, same_expiry ? "" : today, complaints);
  if (checked == NULL)
    return practice_problem_complain (complaints);

  if (applied > 0 && !call->overlook)
    {
      json_object_unref (link->doc);
      link->doc = g_steal_pointer (&checked);
      if (single_use)
        practice_link_renew_address (link);
      practice_link_save (state, link);
    }

  return show_link (state, link, 200);
}

PracticeReply *
practice_link_api_deactivate (PracticeCall *call)
{
  g_autoptr (PracticeLink) link = NULL;
  PracticeReply *refusal = find_link (call, &link);

  if (refusal != NULL)
    return refusal;
  refusal = refuse_closed (link);
  if (refusal != NULL)
    return refusal;

  if (!call->overlook)
    {
      g_free (link->state);
      link->state = g_strdup ("deactivated");
      practice_link_save (call->state, link);
    }

  return show_link (call->state, link, 200);
}

PracticeReply *
practice_link_api_share (PracticeCall *call)
{
  PracticeState *state = call->state;
  g_autoptr (PracticeLink) link = NULL;
  g_autoptr (PracticeComplaints) complaints = practice_complaints_new ();
  g_autoptr (JsonObject) share = NULL;
  g_autofree char *today = practice_clock_get_today (state->clock);
  g_autofree char *detail = NULL;
  PracticeReply *refusal = find_link (call, &link);
  const char *status;

  if (refusal != NULL)
    return refusal;
  if (!JSON_NODE_HOLDS_OBJECT (call->body))
    return practice_problem_blame ("body", "invalid type", "Expected an object");

  share = practice_link_rules_read_share (json_node_get_object (call->body), complaints);
  if (share == NULL)
    return practice_problem_complain (complaints);

  status = practice_link_get_status (link, today);
  detail = g_strdup_printf ("The link is %s and cannot be shared", status);
  if (!g_str_equal (status, "active"))
    return practice_problem_reply (PRACTICE_PROBLEM_CANNOT_BE_MODIFIED, detail);

  return practice_reply_new_json (201, practice_json_new_object (practice_post_share (state, link, share)));
}

PracticeReply *
practice_link_api_list_shares (PracticeCall *call)
{
  PracticeState *state = call->state;
  g_autoptr (PracticeListing) listing = practice_listing_new ();
  g_autoptr (PracticeLink) link = NULL;
  g_autofree char *seq = NULL;
  PracticeReply *refusal = find_link (call, &link);

  if (refusal != NULL)
    return refusal;

  seq = g_strdup_printf ("%" G_GINT64_FORMAT, link->seq);
  practice_listing_where (listing, "link = CAST (? AS INTEGER)", seq);
  filter_by_recipient (listing, call->request, "share");

  return practice_listing_reply (listing, state, call->request, "share", PRACTICE_SHARE_COLUMNS,
                                 practice_post_read_share);
}
