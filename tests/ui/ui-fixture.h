/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of windows share: a workspace of their own, and ways to find what a person would look for. */
#pragma once

#include <adwaita.h>

#include "core-fixture.h"
#include "core/session/pl-workspace.h"

G_BEGIN_DECLS

typedef struct
{
  char        *directory;
  PlWorkspace *workspace;
} UiFixture;

void       ui_fixture_set_up      (UiFixture    *fixture,
                                   gconstpointer data);
void       ui_fixture_tear_down   (UiFixture    *fixture,
                                   gconstpointer data);

/* Closes the workspace and opens it again, as the next start does. */
void       ui_fixture_restart     (UiFixture    *fixture);

/* gtk_test_init() and libadwaita. */
void       ui_test_init           (int          *argc,
                                   char       ***argv);
/* Depth first, visible or not. (nullable) */
GtkWidget *ui_find_type           (GtkWidget    *widget,
                                   GType         type);
GtkWidget *ui_find_action         (GtkWidget    *widget,
                                   const char   *action);
/* A label or entry row with exactly that text or title, mapped. (nullable) */
GtkWidget *ui_find_text           (GtkWidget    *widget,
                                   const char   *text);
GtkWidget *ui_find_tooltip        (GtkWidget    *widget,
                                   const char   *text);
/* A button with that label, as a person reads it, mapped. (nullable) */
GtkWidget *ui_find_button         (GtkWidget    *widget,
                                   const char   *label);
/* The same once they are there, which is to come about. */
GtkWidget *ui_await_text          (GtkWidget    *widget,
                                   const char   *text);
GtkWidget *ui_await_button        (GtkWidget    *widget,
                                   const char   *label);
/* The last window that is transient for that one. (nullable) */
GtkWindow *ui_find_dialog         (GtkWindow    *parent);
/* What a question of pl_question_set_text() says. */
const char *ui_get_question_text  (GtkWidget    *question);
void       ui_click               (GtkWidget    *button);
void       ui_answer              (GtkWindow    *parent,
                                   const char   *response);
/* Aborts with the widget's path when a control has neither text nor a name for the screen reader. */
void       ui_assert_named        (GtkWidget    *widget);
int        ui_get_minimum_width   (GtkWidget    *widget);
void       ui_run_for             (guint         milliseconds);
/* Until it was laid out and drawn that often, however slowly. */
void       ui_run_frames          (GtkWidget    *widget,
                                   guint         n_frames);
void       ui_remove_tree         (const char   *path);

G_END_DECLS
