/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API requests that came, for tests to look at; no secret is in it. */
#pragma once

#include "practice/http/practice-request.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PRACTICE_TYPE_LOG (practice_log_get_type ())
G_DECLARE_FINAL_TYPE (PracticeLog, practice_log, PRACTICE, LOG, GObject)

PracticeLog *practice_log_new    (guint            size);
/* Returns: the entry's number, for practice_log_finish(). */
gint64       practice_log_add    (PracticeLog     *self,
                                  const char      *operation,
                                  PracticeRequest *request,
                                  const char      *at,
                                  const char      *fault); /* (nullable) */
/* status 0: the connection was cut instead of an answer. */
void         practice_log_finish (PracticeLog     *self,
                                  gint64           n,
                                  guint            status,
                                  gboolean         replayed);
void         practice_log_clear  (PracticeLog     *self);
JsonArray   *practice_log_list   (PracticeLog     *self,
                                  const char      *operation, /* (nullable) */
                                  gint64           after);

G_END_DECLS
