/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has the link's address, each once; and when that address is none any more, it is said of the old one. */
#include <json-glib/json-glib.h>

#include "payroc/sharing/payroc-sharing-event.h"
#include "ui/link/pl-sent-text.h"

/* 22 November 2026, 14:30:00 UTC */
#define NOW (G_GINT64_CONSTANT (1795357800) * G_USEC_PER_SEC)

#define SARAH "{\"name\":\"Sarah Hopper\",\"email\":\"sarah@example.com\"}"
#define SARAH_AGAIN "{\"name\":\"Sarah\",\"email\":\"Sarah@Example.com\"}"
#define BOB "{\"name\":\"Bob\",\"email\":\"bob@example.com\"}"
#define EVA "{\"name\":\"Eva\",\"email\":\"eva@example.com\"}"

/* hours: before now; negative: the mail has no time. */
typedef struct
{
  const char *people;
  int         hours;
} Mail;

static GListModel *
create_mails (const Mail *mails)
{
  GListStore *store = g_list_store_new (PAYROC_TYPE_SHARING_EVENT);

  for (guint i = 0; mails[i].people != NULL; i++)
    {
      const gint64                   sent_at = NOW / G_USEC_PER_SEC - mails[i].hours * 3600;
      g_autoptr (GDateTime)          moment = g_date_time_new_from_unix_utc (sent_at);
      g_autofree char               *written = g_date_time_format_iso8601 (moment);
      g_autofree char               *time = g_strdup_printf (",\"dateTime\":\"%s\"", written);
      g_autofree char               *text = NULL;
      g_autoptr (JsonNode)           node = NULL;
      g_autoptr (PayrocSharingEvent) event = NULL;
      g_autoptr (GError)             error = NULL;

      text = g_strdup_printf ("{\"sharingEventId\":\"SHARE0000%u\",\"sharingMethod\":\"email\","
                              "\"recipients\":[%s]%s}", i % 10, mails[i].people, mails[i].hours >= 0 ? time : "");
      node = json_from_string (text, &error);
      g_assert_no_error (error);
      event = payroc_sharing_event_new_from_json (node, &error);
      g_assert_no_error (error);
      g_list_store_append (store, event);
    }

  return G_LIST_MODEL (store);
}

static void
test_text (void)
{
  static const struct
  {
    Mail        mails[4];
    int         ended; /* hours before now; 0: the link has its first address */
    const char *text;  /* (nullable) */
  } rows[] = {
    { { { NULL } }, 0, NULL },
    { { { SARAH, 1 } }, 0, "Sent to Sarah Hopper · 13:30" },
    { { { SARAH, 20 } }, 0, "Sent to Sarah Hopper · yesterday, 18:30" },
    { { { SARAH, -1 } }, 0, "Sent to Sarah Hopper" },
    { { { SARAH, 1 }, { SARAH_AGAIN, 2 } }, 0, "Sent to Sarah Hopper · 13:30" },
    { { { BOB, 1 }, { SARAH "," EVA, 2 } }, 0, "Sent to 3 people · last 13:30" },
    { { { SARAH, 3 } }, 2, "Its old address was sent to Sarah Hopper · 11:30" },
    { { { SARAH, 3 }, { BOB, 4 } }, 2, "Its old address was sent to 2 people · last 11:30" },
    { { { SARAH, 1 }, { BOB, 4 } }, 2, "Sent to Sarah Hopper · 13:30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GListModel) mails = create_mails (rows[i].mails);
      g_autofree char       *text = pl_sent_text (mails, rows[i].ended > 0
                                                         ? NOW - rows[i].ended * G_TIME_SPAN_HOUR : 0, NOW);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sent-text/text", test_text);

  return g_test_run ();
}
