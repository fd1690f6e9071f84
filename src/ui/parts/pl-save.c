/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's own dialog, which through the portal also reaches folders that the program itself cannot. */
#include "config.h"

#include "pl-save.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "core/files/pl-file-error.h"
#include "core/files/pl-file-target.h"
#include "pl-bidi.h"
#include "pl-error-dialog.h"
#include "pl-error-text.h"
#include "pl-file-dialog.h"
#include "pl-folder.h"
#include "pl-save-text.h"
#include "pl-toaster.h"

#define STEM_LENGTH 60

typedef struct
{
  GtkWidget        *widget; /* (owned) */
  const PlSaveKind *kinds;  /* (unowned) static */
  guint             n_kinds;
  PlSaveFunc        func;
  gpointer          user_data;
  GDestroyNotify    destroy;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->widget);
  if (question->destroy != NULL)
    question->destroy (question->user_data);
  g_free (question);
}

/* One write on its way. */
typedef struct
{
  GtkWidget     *widget; /* (owned) */
  PlSavedFunc    func;   /* (nullable) */
  gpointer       user_data;
  GDestroyNotify destroy;
} Write;

static void
write_free (Write *write)
{
  g_object_unref (write->widget);
  if (write->destroy != NULL)
    write->destroy (write->user_data);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Write, write_free)

/* Written under that name and no other: the user agreed to replace that one, and a portal lets in no other. */
static void
chosen_cb (GtkFileChooser *chooser,
           GFile          *file,
           gpointer        user_data)
{
  Question      *question = user_data;
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);

  question->func (question->widget, file,
                  pl_save_find_kind (file, filter != NULL ? gtk_file_filter_get_name (filter) : NULL, question->kinds,
                                     question->n_kinds),
                  question->user_data);
}

static void
write_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Write)  write = user_data;
  g_autoptr (GError) error = NULL;

  if (pl_file_target_write_finish (G_FILE (source), result, &error))
    {
      g_autofree char *place = pl_save_dup_place (G_FILE (source));
      /* Translators: %s is a file and its folder: "“INV-7.pdf” in ~/Documents". */
      g_autofree char *text = g_strdup_printf (_("Saved as %s"), place);

      if (write->func != NULL)
        write->func (write->user_data);
      pl_save_tell (write->widget, text, G_FILE (source));
      return;
    }

  pl_save_tell_failure (write->widget, _("The File Was Not Saved"), G_FILE (source), error);
}

void
pl_save_ask (GtkWidget        *widget,
             const char       *title,
             const char       *stem,
             const PlSaveKind *kinds,
             guint             n_kinds,
             PlSaveFunc        func,
             gpointer          user_data,
             GDestroyNotify    destroy)
{
  Question             *question = g_new0 (Question, 1);
  GtkFileChooserNative *dialog;
  g_autofree char      *safe = pl_save_stem (stem);
  g_autofree char      *name = g_strconcat (safe, kinds[0].suffix, NULL);

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (n_kinds > 0);

  question->widget = g_object_ref (widget);
  question->kinds = kinds;
  question->n_kinds = n_kinds;
  question->func = func;
  question->user_data = user_data;
  question->destroy = destroy;

  dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (widget)),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _(kinds[i].name));
      gtk_file_filter_add_mime_type (filter, kinds[i].mime_type);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  pl_file_dialog_show (dialog, chosen_cb, question, (GDestroyNotify) question_free);
}

void
pl_save_write (GtkWidget      *widget,
               GFile          *file,
               GBytes         *bytes,
               PlSavedFunc     func,
               gpointer        user_data,
               GDestroyNotify  destroy)
{
  Write *write;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (bytes != NULL);

  write = g_new0 (Write, 1);
  write->widget = g_object_ref (widget);
  write->func = func;
  write->user_data = user_data;
  write->destroy = destroy;
  pl_file_target_write_async (file, bytes, NULL, write_cb, write);
}

/* A sandbox calls a folder by a number that means nothing to anybody. */
static gboolean
is_of_portal (const char *path)
{
  g_autofree char *documents = g_build_filename (g_get_user_runtime_dir (), "doc/", NULL);

  return g_str_has_prefix (path, documents);
}

/* (transfer full) (nullable): the folder of that file, as far as a person can find it. */
static char *
dup_folder (GFile *file)
{
  const char *path = g_file_peek_path (file);

  return path != NULL && !is_of_portal (path) ? g_path_get_dirname (path) : NULL;
}

static void
show_folder_cb (GtkWidget *window,
                AdwToast  *toast)
{
  pl_folder_show (window, g_object_get_data (G_OBJECT (toast), "pl-save-folder"));
}

void
pl_save_tell (GtkWidget  *widget,
              const char *text,
              GFile      *file)
{
  AdwToast        *toast;
  GtkWindow       *window;
  g_autofree char *folder = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);
  g_return_if_fail (G_IS_FILE (file));

  window = pl_toaster_find (widget);
  folder = dup_folder (file);
  toast = pl_toaster_create_passing (text);
  if (folder != NULL && window != NULL)
    {
      adw_toast_set_button_label (toast, _("_Show Folder"));
      g_object_set_data_full (G_OBJECT (toast), "pl-save-folder", g_steal_pointer (&folder), g_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (show_folder_cb), window, G_CONNECT_SWAPPED);
    }
  pl_toaster_show_toast (widget, toast);
}

void
pl_save_tell_failure (GtkWidget    *widget,
                      const char   *heading,
                      GFile        *file,
                      const GError *error)
{
  g_autofree char *text = pl_save_text_failure (file, error);

  g_return_if_fail (text != NULL);

  pl_error_dialog_present_text (widget, heading, text, error);
}

char *
pl_save_dup_place (GFile *file)
{
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *where = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  base = g_file_get_basename (file);
  name = pl_bidi_isolate (base);
  folder = dup_folder (file);
  if (folder == NULL)
    /* Translators: %s is the name of a file. */
    return g_strdup_printf (_("“%s”"), name);

  if (g_str_has_prefix (folder, g_get_home_dir ()) && strchr ("/", folder[strlen (g_get_home_dir ())]) != NULL)
    {
      g_autofree char *short_folder = g_strconcat ("~", folder + strlen (g_get_home_dir ()), NULL);

      where = pl_bidi_isolate (short_folder);
    }
  else
    {
      where = pl_bidi_isolate (folder);
    }

  /* Translators: a file's name, and the folder it is in. */
  return g_strdup_printf (_("“%s” in %s"), name, where);
}

guint
pl_save_find_kind (GFile            *file,
                   const char       *filter,
                   const PlSaveKind *kinds,
                   guint             n_kinds)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (guint i = 0; i < n_kinds; i++)
    {
      if (g_str_has_suffix (folded, kinds[i].suffix))
        return i;
    }

  for (guint i = 0; i < n_kinds; i++)
    {
      if (g_strcmp0 (filter, _(kinds[i].name)) == 0)
        return i;
    }

  return 0;
}

char *
pl_save_stem (const char *text)
{
  g_autoptr (GString) stem = g_string_new (NULL);

  for (glong length = 0; *text != '\0' && length < STEM_LENGTH; text = g_utf8_next_char (text))
    {
      const gunichar c = g_utf8_get_char (text);

      if (g_unichar_type (c) == G_UNICODE_FORMAT)
        continue;

      /* No folder, no hidden file, no option, no name that reads from the other end. */
      if (g_unichar_isgraph (c) && c < 0x80 ? strchr ("/\\:*?\"<>|%", (int) c) != NULL : !g_unichar_isgraph (c))
        {
          if (stem->len > 0 && stem->str[stem->len - 1] != ' ')
            g_string_append_c (stem, ' ');
        }
      else if (stem->len > 0 || (c != '.' && c != '-'))
        {
          g_string_append_unichar (stem, c);
          length++;
        }
    }
  g_strchomp (stem->str);

  return g_strdup (*stem->str != '\0' ? stem->str : _("Payment link"));
}
