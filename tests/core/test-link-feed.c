/* SPDX-License-Identifier: GPL-3.0-or-later */
/* However links are stored, those who show them hear of it seldom, soon, and of each link once. */
#include "core/links/pl-link-feed.h"
#include "support/link-rows.h"
#include "support/pass-time.h"

#define GATHERED 45 /* milliseconds after which all was told */

typedef struct
{
  PlLinkFeed *feed;
  GString    *told;    /* (owned) rows, a ";" after each telling */
  GPtrArray  *links;   /* (owned) those of the last telling */
  guint       n_reloaded;
  guint       n_settled;
} Fixture;

static void
changed_cb (Fixture *fixture,
            GArray  *changes)
{
  g_ptr_array_set_size (fixture->links, 0);
  for (guint i = 0; i < changes->len; i++)
    {
      const PlLinkChange *change = &g_array_index (changes, PlLinkChange, i);

      g_string_append_printf (fixture->told, "%s%d", i > 0 ? " " : "", (int) change->rowid);
      g_ptr_array_add (fixture->links, g_object_ref (change->link));
    }
  g_string_append_c (fixture->told, ';');
}

static void
reloaded_cb (Fixture *fixture)
{
  fixture->n_reloaded++;
  g_string_append (fixture->told, "all;");
}

static void
settled_cb (Fixture *fixture)
{
  fixture->n_settled++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->feed = pl_link_feed_new ();
  fixture->told = g_string_new (NULL);
  fixture->links = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->n_reloaded = 0;
  fixture->n_settled = 0;
  g_signal_connect_swapped (fixture->feed, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect_swapped (fixture->feed, "reloaded", G_CALLBACK (reloaded_cb), fixture);
  g_signal_connect_swapped (fixture->feed, "settled", G_CALLBACK (settled_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->feed);
  g_string_free (fixture->told, TRUE);
  g_ptr_array_unref (fixture->links);
}

static PayrocLink *
create (const char *id)
{
  const LinkRow row = { id, "INV-1", NULL, 100, "USD", "active", "singleUse", "2026-02-01", NULL };

  return link_row_create (&row);
}

static void
change (Fixture *fixture,
        gint64   rowid)
{
  g_autofree char       *id = g_strdup_printf ("LINK%06d", (int) rowid);
  g_autoptr (PayrocLink) link = create (id);

  pl_link_feed_changed (fixture->feed, link, rowid);
}

static void
test_gathered (Fixture       *fixture,
               gconstpointer  data)
{
  const gint64 rows[] = { 3, 1, 7, 1, 2, 3, 9, 8 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    change (fixture, rows[i]);
  g_assert_cmpstr (fixture->told->str, ==, "");
  pass_time (GATHERED);
  g_assert_cmpstr (fixture->told->str, ==, "1 2 3 7 8 9;");
  g_assert_cmpuint (fixture->n_reloaded, ==, 0);
}

/* The first of a burst is not kept waiting. */
static void
test_at_once (Fixture       *fixture,
              gconstpointer  data)
{
  change (fixture, 5);
  g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->told->str, ==, "5;");

  change (fixture, 6);
  change (fixture, 5);
  pl_link_feed_reloaded (fixture->feed);
  pl_link_feed_reloaded (fixture->feed);
  pass_time (GATHERED);
  g_assert_cmpstr (fixture->told->str, ==, "5;5 6;all;");
  pass_time (GATHERED);
  g_assert_cmpstr (fixture->told->str, ==, "5;5 6;all;");
}

static void
test_last (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLink) earlier = create ("LINK000001");
  g_autoptr (PayrocLink) later = create ("LINK000001");

  pl_link_feed_changed (fixture->feed, earlier, 1);
  pl_link_feed_changed (fixture->feed, later, 1);
  pass_time (GATHERED);
  g_assert_cmpuint (fixture->links->len, ==, 1);
  g_assert_true (g_ptr_array_index (fixture->links, 0) == later);
  g_ptr_array_set_size (fixture->links, 0);
  g_assert_finalize_object (g_steal_pointer (&earlier));
}

/* News that never end do not put it off, and cost a bounded number of tellings. */
static void
test_settled (Fixture       *fixture,
              gconstpointer  data)
{
  const gint64 began = g_get_monotonic_time ();
  guint        n_tellings = 0;
  gint64       took;

  for (gint64 row = 1; row <= 100; row++)
    {
      change (fixture, row);
      pass_time (5);
    }
  took = (g_get_monotonic_time () - began) / 1000;

  for (const char *mark = fixture->told->str; (mark = strchr (mark, ';')) != NULL; mark++)
    n_tellings++;
  g_assert_cmpuint (n_tellings, >=, 2);
  g_assert_cmpuint (n_tellings, <=, took / 30 + 1);
  g_assert_cmpuint (fixture->n_settled, >=, 1);
  g_assert_cmpuint (fixture->n_settled, <=, took / 150);

  pass_time (200);
  fixture->n_settled = 0;
  pl_link_feed_reloaded (fixture->feed);
  pass_time (300);
  g_assert_cmpuint (fixture->n_settled, ==, 1);
}

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GArray)     changes = g_array_new (FALSE, FALSE, sizeof (PlLinkChange));
  g_autoptr (PayrocLink) first = create ("LINK000001");
  g_autoptr (PayrocLink) second = create ("LINK000002");
  const PlLinkChange     rows[] = { { 1, first }, { 2, second } };

  g_assert_null (pl_link_changes_find (changes, "LINK000001"));
  g_array_append_vals (changes, rows, G_N_ELEMENTS (rows));
  g_assert_cmpint (pl_link_changes_find (changes, "LINK000002")->rowid, ==, 2);
  g_assert_null (pl_link_changes_find (changes, "LINK000003"));
}

/* What nobody was told of goes with it. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  change (fixture, 1);
  pl_link_feed_reloaded (fixture->feed);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add ("/link-feed/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("gathered", test_gathered);
  ADD ("at-once", test_at_once);
  ADD ("last", test_last);
  ADD ("settled", test_settled);
  ADD ("find", test_find);
  ADD ("gone", test_gone);
#undef ADD

  return g_test_run ();
}
