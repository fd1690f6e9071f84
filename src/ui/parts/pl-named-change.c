/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change belongs to the list it was begun in: it is taken back there, whatever account is open by then. */
#include "config.h"

#include "pl-named-change.h"

#include <glib/gi18n.h>

#include "pl-error-dialog.h"
#include "pl-toaster.h"

typedef struct
{
  GtkWidget          *widget; /* (owned) who asked */
  PlNamedList        *list;   /* (owned) */
  const PlNamedWords *words;  /* (unowned) static */
  PlNamed            *item;   /* (owned) (nullable) as it was */
  const char         *done;   /* (nullable) static */
} Change;

/* The window that shows toasts is there for longer than the dialog in which somebody asked. */
static GtkWidget *
get_anchor (GtkWidget *widget)
{
  GtkWindow *window = pl_toaster_find (widget);

  for (GtkWindow *above = GTK_WINDOW (gtk_widget_get_root (widget)); window == NULL && above != NULL;
       above = gtk_window_get_transient_for (above))
    {
      if (gtk_window_get_transient_for (above) == NULL)
        window = above;
    }

  return window != NULL ? GTK_WIDGET (window) : widget;
}

static Change *
change_new (GtkWidget          *widget,
            PlNamedList        *list,
            const PlNamedWords *words,
            PlNamed            *item,
            const char         *done)
{
  Change *change = g_new0 (Change, 1);

  change->widget = g_object_ref (widget);
  change->list = g_object_ref (list);
  change->words = words;
  g_set_object (&change->item, item);
  change->done = done;

  return change;
}

static void
change_free (Change *change)
{
  g_object_unref (change->widget);
  g_object_unref (change->list);
  g_clear_object (&change->item);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

/* What a toast holds is there as long as its window, so not the window: closed while the toast fades, none would go. */
typedef struct
{
  GWeakRef            widget;
  PlNamedList        *list;  /* (owned) */
  const PlNamedWords *words; /* (unowned) static */
  PlNamed            *item;  /* (owned) as it was */
} Undo;

static void
undo_free (Undo *undo)
{
  g_weak_ref_clear (&undo->widget);
  g_object_unref (undo->list);
  g_object_unref (undo->item);
  g_free (undo);
}

static void
undo_cb (gpointer user_data)
{
  Undo *undo = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&undo->widget);

  /* The button stands in the window. */
  if (widget != NULL)
    pl_named_change_put (widget, undo->list, undo->words, undo->item, NULL, NULL, NULL);
}

static void
offer_undo (Change     *change,
            const char *text)
{
  Undo *undo = g_new0 (Undo, 1);

  g_weak_ref_init (&undo->widget, change->widget);
  undo->list = g_object_ref (change->list);
  undo->words = change->words;
  undo->item = g_object_ref (change->item);
  pl_toaster_show_undo (change->widget, text, undo_cb, undo, (GDestroyNotify) undo_free);
}

static void
put_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (Change)  change = user_data;
  g_autoptr (GError)  error = NULL;
  g_autoptr (PlNamed) item = pl_named_list_put_finish (PL_NAMED_LIST (source), result, &error);

  if (g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_DUPLICATE))
    {
      pl_toaster_show_in (change->widget, _(change->words->taken));
      return;
    }
  if (item == NULL)
    {
      pl_error_dialog_present (change->widget, _(change->words->not_saved), error, PL_WORK_READ);
      return;
    }

  if (change->done != NULL && change->item != NULL)
    offer_undo (change, _(change->done));
  else if (change->done != NULL)
    pl_toaster_show_in (change->widget, _(change->done));
  pl_named_list_set_chosen (change->list, pl_named_get_id (item));
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;

  if (!pl_named_list_remove_finish (PL_NAMED_LIST (source), result, &error))
    {
      pl_error_dialog_present (change->widget, _(change->words->not_deleted), error, PL_WORK_READ);
      return;
    }

  /* Translators: %s is the name of a view of the list, or of a template. */
  text = g_strdup_printf (_("“%s” deleted"), pl_named_get_name (change->item));
  offer_undo (change, text);
}

void
pl_named_change_put (GtkWidget          *widget,
                     PlNamedList        *list,
                     const PlNamedWords *words,
                     PlNamed            *item,
                     const char         *name,
                     const char         *document,
                     const char         *done)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (PL_IS_NAMED_LIST (list));

  pl_named_list_put_async (list, item, name, document, NULL, put_cb,
                           change_new (get_anchor (widget), list, words, item, done));
}

void
pl_named_change_remove (GtkWidget          *widget,
                        PlNamedList        *list,
                        const PlNamedWords *words,
                        PlNamed            *item)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (PL_IS_NAMED_LIST (list));

  pl_named_list_remove_async (list, item, NULL, removed_cb,
                              change_new (get_anchor (widget), list, words, item, NULL));
}
