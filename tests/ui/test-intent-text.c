/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about a change that is not finished. */
#include <gio/gio.h>

#include "ui/outbox/pl-intent-text.h"

#define NOW (G_GINT64_CONSTANT (1795348800) * G_USEC_PER_SEC)

static void
test_title (void)
{
  const struct
  {
    PlIntentKind kind;
    const char  *subject;
    const char  *expected;
  } cases[] = {
    { PL_INTENT_CREATE, "INV-7", "New link “INV-7”" },
    { PL_INTENT_CREATE, NULL, "New link" },
    { PL_INTENT_SHARE, "INV-7", "E-mail with link “INV-7”" },
    { PL_INTENT_SHARE, "", "E-mail with a link" },
    { PL_INTENT_EDIT, "INV-7", "Change of link “INV-7”" },
    { PL_INTENT_DEACTIVATE, "INV-7", "Switching off link “INV-7”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = pl_intent_text_title (cases[i].kind, cases[i].subject);

      g_assert_cmpstr (title, ==, cases[i].expected);
    }
}

static void
test_next (void)
{
  g_autoptr(GError) unreachable = payroc_error_new_fields (PAYROC_ERROR_UNREACHABLE, NULL, "x");
  g_autoptr(GError) lost = payroc_error_new_fields (PAYROC_ERROR_UNREACHABLE, NULL, "x");
  g_autoptr(GError) invalid = payroc_error_new_fields (PAYROC_ERROR_INVALID, NULL, "x");
  g_autoptr(GError) decision = g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_DECISION, "x");
  const struct
  {
    PlIntentKind  kind;
    PlIntentState state;
    PlIntentWait  wait;
    gboolean      held;
    const GError *error;
    gint64        next;
    const char   *expected;
  } cases[] = {
    { PL_INTENT_CREATE, PL_INTENT_WAITING, PL_INTENT_WAIT_NONE, FALSE, NULL, NOW, "Waits to be sent to Payroc." },
    { PL_INTENT_SHARE, PL_INTENT_WAITING, PL_INTENT_WAIT_LINK, FALSE, NULL, NOW,
      "Is sent as soon as the link is created." },
    { PL_INTENT_SHARE, PL_INTENT_WAITING, PL_INTENT_WAIT_CHANGE, FALSE, NULL, NOW,
      "Is sent as soon as the link is changed." },
    { PL_INTENT_EDIT, PL_INTENT_WAITING, PL_INTENT_WAIT_EARLIER, TRUE, unreachable, NOW,
      "Is sent after what was asked for before about this link." },
    { PL_INTENT_CREATE, PL_INTENT_SENDING, PL_INTENT_WAIT_NONE, FALSE, NULL, NOW, "Being sent to Payroc…" },
    { PL_INTENT_CREATE, PL_INTENT_WAITING, PL_INTENT_WAIT_NONE, FALSE, unreachable, NOW,
      "Payroc could not be reached. No link was created. It is tried again now." },
    { PL_INTENT_SHARE, PL_INTENT_WAITING, PL_INTENT_WAIT_NONE, FALSE, unreachable, NOW + 59 * G_USEC_PER_SEC,
      "Payroc could not be reached. No e-mail was sent. It is tried again within a minute." },
    { PL_INTENT_CREATE, PL_INTENT_WAITING, PL_INTENT_WAIT_NONE, TRUE, NULL, NOW,
      "Is sent once the account can be used." },
    { PL_INTENT_CREATE, PL_INTENT_WAITING, PL_INTENT_WAIT_NONE, TRUE, unreachable, NOW,
      "Payroc could not be reached. No link was created. It is tried again once the account can be used." },
    { PL_INTENT_CREATE, PL_INTENT_UNSURE, PL_INTENT_WAIT_NONE, FALSE, decision, PL_INTENT_NEVER,
      "This was sent so long ago that Payroc may not remember it. It is not known whether it was done. "
      "Look at the list: discard this if it was done, send it again if not." },
    { PL_INTENT_SHARE, PL_INTENT_UNSURE, PL_INTENT_WAIT_NONE, FALSE, lost, NOW,
      "Payroc could not be reached. It is not known whether the e-mail went out; "
      "trying again never sends a second one. It is tried again now." },
    { PL_INTENT_CREATE, PL_INTENT_UNSURE, PL_INTENT_WAIT_NONE, FALSE, NULL, NOW,
      "Payroc’s answer did not arrive, so it may have been done. It is tried again within a minute; that never does it "
      "twice." },
    { PL_INTENT_CREATE, PL_INTENT_UNSURE, PL_INTENT_WAIT_NONE, TRUE, NULL, NOW,
      "Payroc’s answer did not arrive, so it may have been done. It is tried again once the account can be used; that "
      "never does it twice." },
    { PL_INTENT_CREATE, PL_INTENT_REFUSED, PL_INTENT_WAIT_NONE, FALSE, invalid, NOW,
      "Payroc did not accept what was entered. No link was created." },
    { PL_INTENT_CREATE, PL_INTENT_REFUSED, PL_INTENT_WAIT_NONE, FALSE, NULL, NOW, "Payroc refused this." },
  };

  payroc_error_set_outcome_unknown (lost, TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *next = pl_intent_text_next (cases[i].kind, cases[i].state, cases[i].wait, cases[i].held,
                                                   cases[i].error, cases[i].next, NOW);

      g_assert_cmpstr (next, ==, cases[i].expected);
    }
}

static void
test_next_later (void)
{
  g_autoptr(GError) unreachable = payroc_error_new_fields (PAYROC_ERROR_UNREACHABLE, NULL, "x");
  g_autoptr(GDateTime) later = g_date_time_new_from_unix_local (NOW / G_USEC_PER_SEC + 300);
  g_autofree char *time = g_date_time_format (later, "%H:%M");
  g_autofree char *next = NULL;

  next = pl_intent_text_next (PL_INTENT_CREATE, PL_INTENT_WAITING, PL_INTENT_WAIT_NONE, FALSE, unreachable,
                              NOW + 300 * G_USEC_PER_SEC, NOW);
  g_assert_nonnull (strstr (next, time));
}

static void
test_done (void)
{
  const struct
  {
    PlIntentKind kind;
    const char  *subject;
    const char  *recipients;
    const char  *expected;
  } cases[] = {
    { PL_INTENT_CREATE, "INV-7", "", "Link “INV-7” created" },
    { PL_INTENT_SHARE, NULL, "", "E-mail sent" },
    { PL_INTENT_SHARE, "INV-7", "", "E-mail with link “INV-7” sent" },
    { PL_INTENT_SHARE, "INV-7", "Sarah Hopper <sarah@example.com>", "Link “INV-7” sent to Sarah Hopper" },
    { PL_INTENT_SHARE, "INV-7", "sarah@example.com, tom@example.com", "Link “INV-7” sent to 2 people" },
    { PL_INTENT_SHARE, "", "sarah@example.com, tom@example.com, ann@example.com", "E-mail sent to 3 people" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray)  people = payroc_recipient_parse_list (cases[i].recipients);
      g_autoptr (GListStore) recipients = g_list_store_new (PAYROC_TYPE_RECIPIENT);
      g_autofree char       *text = NULL;

      g_list_store_splice (recipients, 0, 0, people->pdata, people->len);
      text = pl_intent_text_done (cases[i].kind, cases[i].subject, G_LIST_MODEL (recipients));
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_leave (void)
{
  const struct
  {
    guint       n_links;
    guint       n_mails;
    guint       n_changes;
    const char *expected;
  } cases[] = {
    { 1, 0, 0, "Not sent yet: 1 new link." },
    { 1, 1, 0, "Not sent yet: 1 new link · 1 e-mail." },
    { 0, 2, 0, "Not sent yet: 2 e-mails." },
    { 2, 0, 3, "Not sent yet: 2 new links · 3 changes of links." },
    { 0, 0, 1, "Not sent yet: 1 change of a link." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pl_intent_text_leave (cases[i].n_links, cases[i].n_mails, cases[i].n_changes);

      g_assert_true (g_str_has_prefix (text, cases[i].expected));
      g_assert_nonnull (strstr (text, "is sent when you next open Paylinks"));
    }

  g_assert_null (pl_intent_text_leave (0, 0, 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/intent-text/title", test_title);
  g_test_add_func ("/intent-text/next", test_next);
  g_test_add_func ("/intent-text/next-later", test_next_later);
  g_test_add_func ("/intent-text/done", test_done);
  g_test_add_func ("/intent-text/leave", test_leave);

  return g_test_run ();
}
