/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are right but for one thing: a row that cannot be read, an address that nobody should open. */

#include <string.h>

#include "client-fixture.h"
#include "values.h"

typedef struct
{
  const char *text;
  const char *by; /* what nobody may write in JSON, or what no value can hold */
} Spoilt;

static const Spoilt spoilt_rows[] = {
  { "Reference 2", "Reference \\\\u0000" },
  { "Reference 2", "Reference \\\\ud83d" },
  { "\\\"merchantReference\\\":\\\"Reference 2\\\"", "\\\"merchantReference\\\":NaN" },
  { "\\\"merchantReference\\\":\\\"Reference 2\\\"", "\\\"merchantReference\\\":1e400" },
  { "\\\"merchantReference\\\":\\\"Reference 2\\\"", "\\\"type\\\":\\\"multiUse\\\"" },
  { "\\\"merchantReference\\\":\\\"Reference 2\\\"", "\\\"x\\\":" },
};

static GBytes *
make_body (guint number)
{
  g_autoptr(GBytes) usual = client_make_link_body ();
  g_autofree char *text = g_strndup (g_bytes_get_data (usual, NULL), g_bytes_get_size (usual));
  g_autofree char *reference = g_strdup_printf ("\"merchantReference\":\"Reference %u\"", number);
  g_autoptr(GRegex) regex = g_regex_new ("\"merchantReference\":\"[^\"]*\"", 0, 0, NULL);
  g_autofree char *body = g_regex_replace_literal (regex, text, -1, 0, reference, 0, NULL);

  return values_bytes (body);
}

/* One of three links cannot be read: the others are there, and it is said that one is not. */
static void
test_row (ClientFixture *fixture,
          gconstpointer  data)
{
  const Spoilt *spoilt = data;
  g_autoptr(PayrocPage) page = NULL;
  g_autoptr(GError) error = NULL;

  for (guint number = 1; number <= 3; number++)
    {
      g_autoptr(GBytes) body = make_body (number);
      g_autofree char *key = g_uuid_string_random ();
      g_autoptr(PayrocLink) link = client_create (fixture, body, key, &error);

      g_assert_no_error (error);
    }

  pl_test_practice_add_fault (fixture->practice, "{\"operation\":\"listLinks\",\"kind\":\"replace\",\"text\":\"%s\","
                              "\"by\":\"%s\"}", spoilt->text, spoilt->by);
  page = client_list (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (page)), ==, 2);
  g_assert_cmpuint (payroc_page_get_n_unreadable (page), ==, 1);
  g_assert_null (payroc_page_get_next_cursor (page));
}

/* Outside a list there is nothing to keep. */
static void
test_single (ClientFixture *fixture,
             gconstpointer  data)
{
  g_autoptr(PayrocLink) link = client_have_link (fixture);
  g_autoptr(GError) error = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'retrieveLink','kind':'replace','text':'singleUse',"
                              "'by':'\\\\u0000'}");
  g_assert_null (client_retrieve (fixture, payroc_link_get_id (link), &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
}

/* The address is refused in the document itself, which is what gets stored. */
static void
test_address (ClientFixture *fixture,
              gconstpointer  data)
{
  g_autoptr(PayrocLink) link = client_have_link (fixture);
  g_autoptr(PayrocLink) again = NULL;
  g_autoptr(PayrocPage) page = NULL;
  g_autoptr(PayrocLink) row = NULL;
  g_autoptr(GError) error = NULL;
  PayrocLink *links[2];

  g_assert_nonnull (payroc_link_get_payment_url (link));
  g_assert_false (payroc_link_has_unsafe_address (link));

  pl_test_practice_add_fault (fixture->practice, "{'operation':'*','kind':'replace','text':'http://127.0.0.1',"
                              "'by':'http://payments.example.com','times':2}");
  again = client_retrieve (fixture, payroc_link_get_id (link), &error);
  g_assert_no_error (error);
  page = client_list (fixture, NULL, &error);
  g_assert_no_error (error);
  row = g_list_model_get_item (payroc_page_get_rows (page), 0);

  links[0] = again;
  links[1] = row;
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *text = json_to_string (payroc_link_get_json (links[i]), FALSE);

      g_assert_true (payroc_link_has_unsafe_address (links[i]));
      g_assert_null (payroc_link_get_payment_url (links[i]));
      g_assert_null (payroc_link_get_button_html (links[i]));
      g_assert_nonnull (strstr (text, "\"refused:http://payments.example.com"));
      g_assert_null (strstr (text, "paymentButton\":\""));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (spoilt_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/client-hostile/row/%u", i);

      g_test_add (path, ClientFixture, &spoilt_rows[i], client_fixture_set_up, test_row, client_fixture_tear_down);
    }

  g_test_add ("/client-hostile/single", ClientFixture, NULL,
              client_fixture_set_up, test_single, client_fixture_tear_down);
  g_test_add ("/client-hostile/address", ClientFixture, NULL,
              client_fixture_set_up, test_address, client_fixture_tear_down);

  return g_test_run ();
}
