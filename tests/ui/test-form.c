/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work in a form is not lost by closing a window. */
#include "ui/parts/pl-form.h"

#define TEST_TYPE_FORM (test_form_get_type ())
G_DECLARE_FINAL_TYPE (TestForm, test_form, TEST, FORM, AdwWindow)

struct _TestForm
{
  AdwWindow parent_instance;
  gboolean  has_work;
};

static gboolean
test_form_has_work (PlForm *form)
{
  return TEST_FORM (form)->has_work;
}

static void
form_iface_init (PlFormInterface *iface)
{
  iface->has_work = test_form_has_work;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestForm, test_form, ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (PL_TYPE_FORM, form_iface_init))

static gboolean
test_form_close_request (GtkWindow *window)
{
  return pl_form_close_request (PL_FORM (window)) ||
         GTK_WINDOW_CLASS (test_form_parent_class)->close_request (window);
}

static void
test_form_class_init (TestFormClass *klass)
{
  GTK_WINDOW_CLASS (klass)->close_request = test_form_close_request;
}

static void
test_form_init (TestForm *self)
{
}

typedef struct
{
  GtkWindow *parent;
  GtkWindow *form; /* weak */
  guint      n_discarded;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->parent = GTK_WINDOW (adw_window_new ());
  gtk_window_present (fixture->parent);
  g_set_weak_pointer (&fixture->form, g_object_new (TEST_TYPE_FORM, "transient-for", fixture->parent, NULL));
  gtk_window_present (fixture->form);
  fixture->n_discarded = 0;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  if (fixture->form != NULL)
    gtk_window_destroy (fixture->form);
  g_clear_weak_pointer (&fixture->form);
  gtk_window_destroy (fixture->parent);
}

static void
discarded_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_discarded++;
}

static AdwMessageDialog *
find_question (Fixture *fixture)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();
  AdwMessageDialog *found = NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_window_get_transient_for (l->data) == fixture->form)
        {
          g_assert_null (found);
          found = l->data;
        }
    }

  return found;
}

/* What a click on one of its buttons does. */
static void
answer (Fixture    *fixture,
        const char *response)
{
  AdwMessageDialog *question = g_object_ref (find_question (fixture));

  adw_message_dialog_response (question, response);
  gtk_window_destroy (GTK_WINDOW (question));
  g_object_unref (question);
}

static void
test_closes_without_work (Fixture       *fixture,
                          gconstpointer  user_data)
{
  g_assert_null (pl_form_find (fixture->parent));
  gtk_window_close (fixture->form);
  g_assert_null (fixture->form);
}

static void
test_keeps (Fixture       *fixture,
            gconstpointer  user_data)
{
  TEST_FORM (fixture->form)->has_work = TRUE;
  g_assert_true (pl_form_find (fixture->parent) == PL_FORM (fixture->form));

  gtk_window_close (fixture->form);
  g_assert_nonnull (find_question (fixture));
  answer (fixture, "keep");
  g_assert_nonnull (fixture->form);
  g_assert_null (find_question (fixture));
}

static void
test_discards (Fixture       *fixture,
               gconstpointer  user_data)
{
  TEST_FORM (fixture->form)->has_work = TRUE;

  pl_form_ask (PL_FORM (fixture->form), discarded_cb, fixture, NULL);
  answer (fixture, "discard");
  g_assert_null (fixture->form);
  g_assert_cmpuint (fixture->n_discarded, ==, 1);
}

static void
test_asks_once (Fixture       *fixture,
                gconstpointer  user_data)
{
  TEST_FORM (fixture->form)->has_work = TRUE;

  gtk_window_close (fixture->form);
  gtk_window_close (fixture->form);
  /* find_question() aborts when there are two. */
  g_assert_nonnull (find_question (fixture));
  answer (fixture, "keep");
  g_assert_null (find_question (fixture));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/form/closes-without-work", test_closes_without_work);
  ADD ("/form/keeps", test_keeps);
  ADD ("/form/discards", test_discards);
  ADD ("/form/asks-once", test_asks_once);

  return g_test_run ();
}
