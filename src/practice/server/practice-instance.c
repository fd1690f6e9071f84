/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file lock says who serves a folder: the kernel takes it back however the server ends. */
#include "practice-instance.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <sys/file.h>
#include <unistd.h>

#include "practice/practice-json.h"

#define START_TIMEOUT (10 * G_USEC_PER_SEC)
#define PAUSE (50 * 1000)

struct _PracticeInstance
{
  GObject parent_instance;

  int lock;
  char *announcement; /* path */
};

G_DEFINE_FINAL_TYPE (PracticeInstance, practice_instance, G_TYPE_OBJECT)

static gboolean
accept_certificate_cb (SoupMessage          *message,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  errors,
                       gpointer              user_data)
{
  return TRUE;
}

/* Its line, marked as somebody else's, when the server it names says hello. */
static char *
find_other (const char *announcement)
{
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) reply = NULL;
  g_autoptr (JsonObject) line = NULL;
  g_autofree char *text = NULL;
  g_autofree char *hello = NULL;

  if (!g_file_get_contents (announcement, &text, NULL, NULL))
    return NULL;

  line = practice_json_object_from_text (text);
  if (practice_json_get_string (line, "controlUrl") == NULL)
    return NULL;

  hello = g_strconcat (practice_json_get_string (line, "controlUrl"), "/hello", NULL);
  message = soup_message_new ("GET", hello);
  if (message == NULL)
    return NULL;

  /* The certificate is whatever --tls-cert named, and the address is this computer's own. */
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), NULL);
  session = soup_session_new_with_options ("timeout", 5, "proxy-resolver", NULL, NULL);
  /* Waited for: before it serves anybody, this program has nothing else to do. */
  reply = soup_session_send_and_read (session, message, NULL, NULL);
  if (reply == NULL || soup_message_get_status (message) != SOUP_STATUS_OK)
    return NULL;

  json_object_set_boolean_member (line, "alreadyRunning", TRUE);

  return practice_json_object_to_text (line);
}

static void
practice_instance_finalize (GObject *object)
{
  PracticeInstance *self = PRACTICE_INSTANCE (object);

  if (self->lock >= 0)
    close (self->lock);
  g_free (self->announcement);

  G_OBJECT_CLASS (practice_instance_parent_class)->finalize (object);
}

static void
practice_instance_class_init (PracticeInstanceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = practice_instance_finalize;
}

static void
practice_instance_init (PracticeInstance *self)
{
  self->lock = -1;
}

PracticeInstance *
practice_instance_acquire (const char  *folder,
                           char       **other,
                           GError     **error)
{
  g_autoptr (PracticeInstance) self = g_object_new (PRACTICE_TYPE_INSTANCE, NULL);
  g_autofree char *lock_path = g_build_filename (folder, "lock", NULL);
  gint64 deadline = g_get_monotonic_time () + START_TIMEOUT;

  *other = NULL;
  self->announcement = g_build_filename (folder, "instance.json", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0
      || (self->lock = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)) < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno));
      return NULL;
    }

  while (flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    {
      *other = find_other (self->announcement);
      if (*other != NULL)
        return NULL;

      if (g_get_monotonic_time () > deadline)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "Another server has that folder and does not answer");
          return NULL;
        }
      g_usleep (PAUSE);
    }

  /* What is left of one that was killed. */
  g_unlink (self->announcement);

  return g_steal_pointer (&self);
}

gboolean
practice_instance_announce (PracticeInstance  *self,
                            const char        *line,
                            GError           **error)
{
  return g_file_set_contents_full (self->announcement, line, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

void
practice_instance_withdraw (PracticeInstance *self)
{
  g_unlink (self->announcement);
}
