/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts paylinks-practice as a child whose life hangs on a pipe: no test leaves one behind, however it ends. */
#include "test-practice.h"

#include <libsoup/soup.h>
#include <string.h>

struct _PlTestPractice
{
  GSubprocess *process;
  SoupSession *session;
  JsonNode *line; /* what it printed */
};

static const char *
get_line_string (PlTestPractice *self,
                 const char     *name)
{
  return json_object_get_string_member (json_node_get_object (self->line), name);
}

PlTestPractice *
pl_test_practice_newv (const char *const *options)
{
  PlTestPractice *self = g_new0 (PlTestPractice, 1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *program = g_getenv ("PAYLINKS_PRACTICE");

  g_assert_nonnull (program);
  g_ptr_array_add (argv, (gpointer) program);
  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) options[i]);
  g_ptr_array_add (argv, NULL);

  self->process = g_subprocess_newv ((const char *const *) argv->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);

  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  text = g_data_input_stream_read_line_utf8 (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (text);
  self->line = json_from_string (text, &error);
  g_assert_no_error (error);

  /* Tests stop the server under a session's feet: keep no connection, ask no proxy. */
  self->session = soup_session_new_with_options ("timeout", 60, "proxy-resolver", NULL, NULL);

  return self;
}

PlTestPractice *
pl_test_practice_new (const char *first_option,
                      ...)
{
  g_autoptr (GPtrArray) options = g_ptr_array_new ();
  va_list args;

  va_start (args, first_option);
  for (const char *option = first_option; option != NULL; option = va_arg (args, const char *))
    g_ptr_array_add (options, (gpointer) option);
  va_end (args);
  g_ptr_array_add (options, NULL);

  return pl_test_practice_newv ((const char *const *) options->pdata);
}

void
pl_test_practice_free (PlTestPractice *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  g_clear_object (&self->session);
  g_clear_pointer (&self->line, json_node_unref);
  g_free (self);
}

void
pl_test_practice_kill (PlTestPractice *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
}

const char *
pl_test_practice_get_api_url (PlTestPractice *self)
{
  return get_line_string (self, "apiUrl");
}

const char *
pl_test_practice_get_identity_url (PlTestPractice *self)
{
  return get_line_string (self, "identityUrl");
}

const char *
pl_test_practice_get_control_url (PlTestPractice *self)
{
  return get_line_string (self, "controlUrl");
}

const char *
pl_test_practice_get_api_key (PlTestPractice *self)
{
  return get_line_string (self, "apiKey");
}

const char *
pl_test_practice_get_terminal (PlTestPractice *self)
{
  return get_line_string (self, "terminal");
}

const char *
pl_test_practice_get_currency (PlTestPractice *self)
{
  return get_line_string (self, "currency");
}

gboolean
pl_test_practice_get_was_running (PlTestPractice *self)
{
  return json_object_get_boolean_member (json_node_get_object (self->line), "alreadyRunning");
}

int
pl_test_practice_get_pid (PlTestPractice *self)
{
  return (int) json_object_get_int_member (json_node_get_object (self->line), "pid");
}

static gboolean
accept_certificate_cb (SoupMessage          *message,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  errors,
                       gpointer              user_data)
{
  return TRUE;
}

JsonNode *
pl_test_practice_control (PlTestPractice *self,
                          const char     *method,
                          const char     *command,
                          const char     *body)
{
  g_autofree char *url = g_strconcat (get_line_string (self, "controlUrl"), "/", command, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) request = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GBytes) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonNode *node;

  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), NULL);
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  if (request != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request);

  reply = soup_session_send_and_read (self->session, message, NULL, &error);
  g_assert_no_error (error);
  /* An empty reply has no data at all, not even "". */
  text = g_strdup_printf ("%.*s", (int) g_bytes_get_size (reply), (const char *) g_bytes_get_data (reply, NULL));
  if (soup_message_get_status (message) >= 300)
    g_error ("%s %s: %u %s", method, command, soup_message_get_status (message), text);

  if (g_bytes_get_size (reply) == 0)
    return NULL;

  node = json_from_string (text, &error);
  g_assert_no_error (error);

  return node;
}

static void
run (PlTestPractice *self,
     const char     *method,
     const char     *command,
     const char     *body)
{
  g_autoptr (JsonNode) reply = pl_test_practice_control (self, method, command, body);
}

void
pl_test_practice_add_fault (PlTestPractice *self,
                            const char     *format,
                            ...)
{
  g_autofree char *fault = NULL;
  va_list args;

  va_start (args, format);
  fault = g_strdup_vprintf (format, args);
  va_end (args);

  run (self, "POST", "faults", g_strdelimit (fault, "'", '"'));
}

void
pl_test_practice_clear_faults (PlTestPractice *self)
{
  run (self, "DELETE", "faults", NULL);
}

void
pl_test_practice_release (PlTestPractice *self)
{
  /* Who comes later does not wait, either. */
  run (self, "DELETE", "faults", NULL);
  run (self, "POST", "release", NULL);
}

/* command: what lists it. Returns: (transfer full): the array named so in the reply. */
static JsonArray *
get_list (PlTestPractice *self,
          const char     *list,
          const char     *parameter,
          const char     *value)
{
  g_autofree char *command = value != NULL ? g_strdup_printf ("%s?%s=%s", list, parameter, value) : g_strdup (list);
  g_autoptr (JsonNode) reply = pl_test_practice_control (self, "GET", command, NULL);

  return json_array_ref (json_object_get_array_member (json_node_get_object (reply), list));
}

JsonArray *
pl_test_practice_get_requests (PlTestPractice *self,
                               const char     *operation)
{
  return get_list (self, "requests", "operation", operation);
}

guint
pl_test_practice_count_requests (PlTestPractice *self,
                                 const char     *operation)
{
  g_autoptr (JsonArray) requests = pl_test_practice_get_requests (self, operation);

  return json_array_get_length (requests);
}

void
pl_test_practice_clear_requests (PlTestPractice *self)
{
  run (self, "DELETE", "requests", NULL);
}

JsonArray *
pl_test_practice_get_mails (PlTestPractice *self,
                            const char     *link_id)
{
  return get_list (self, "mails", "paymentLinkId", link_id);
}

guint
pl_test_practice_count_mails (PlTestPractice *self,
                              const char     *link_id)
{
  g_autoptr (JsonArray) mails = pl_test_practice_get_mails (self, link_id);

  return json_array_get_length (mails);
}

JsonObject *
pl_test_practice_get_state (PlTestPractice *self)
{
  g_autoptr (JsonNode) reply = pl_test_practice_control (self, "GET", "state?limit=1000", NULL);

  return json_node_dup_object (reply);
}

guint
pl_test_practice_count_links (PlTestPractice *self)
{
  g_autoptr (JsonNode) reply = pl_test_practice_control (self, "GET", "state?limit=0", NULL);
  JsonObject *counts = json_object_get_object_member (json_node_get_object (reply), "counts");

  return (guint) json_object_get_int_member (counts, "links");
}

char *
pl_test_practice_pay (PlTestPractice *self,
                      const char     *link_id,
                      gint64          amount)
{
  g_autofree char *body = g_strdup_printf ("{\"paymentLinkId\":\"%s\",\"amount\":%" G_GINT64_FORMAT "}", link_id,
                                           amount);
  g_autoptr (JsonNode) reply = pl_test_practice_control (self, "POST", "pay", body);

  return g_strdup (json_object_get_string_member (json_node_get_object (reply), "paymentId"));
}

void
pl_test_practice_refund (PlTestPractice *self,
                         const char     *payment_id,
                         gint64          amount)
{
  g_autofree char *body = g_strdup_printf ("{\"paymentId\":\"%s\",\"amount\":%" G_GINT64_FORMAT "}", payment_id,
                                           amount);

  run (self, "POST", "refund", body);
}

void
pl_test_practice_move_clock (PlTestPractice *self,
                             gint64          offset_seconds)
{
  g_autofree char *body = g_strdup_printf ("{\"offsetSeconds\":%" G_GINT64_FORMAT "}", offset_seconds);

  run (self, "POST", "clock", body);
}

void
pl_test_practice_set_clock (PlTestPractice *self,
                            const char     *iso8601)
{
  g_autofree char *body = g_strdup_printf ("{\"now\":\"%s\"}", iso8601);

  run (self, "POST", "clock", body);
}

void
pl_test_practice_expire_tokens (PlTestPractice *self)
{
  run (self, "POST", "tokens", NULL);
}

void
pl_test_practice_seed (PlTestPractice *self,
                       guint           count)
{
  g_autofree char *body = g_strdup_printf ("{\"count\":%u}", count);

  run (self, "POST", "links", body);
}
