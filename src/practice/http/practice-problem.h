/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc's refusals: RFC 7807 problem documents with the fields that are to blame. */
#pragma once

#include "practice-reply.h"

G_BEGIN_DECLS

typedef enum
{
  PRACTICE_PROBLEM_BAD_REQUEST,
  PRACTICE_PROBLEM_IDEMPOTENCY_KEY_MISSING,
  PRACTICE_PROBLEM_CAPABILITIES_MISSING,
  PRACTICE_PROBLEM_NOT_AUTHORIZED,
  PRACTICE_PROBLEM_FORBIDDEN,
  PRACTICE_PROBLEM_NOT_FOUND,
  PRACTICE_PROBLEM_METHOD_NOT_ALLOWED,
  PRACTICE_PROBLEM_NOT_ACCEPTABLE,
  PRACTICE_PROBLEM_IDEMPOTENCY_KEY_IN_USE,
  PRACTICE_PROBLEM_RESOURCE_ALREADY_EXISTS,
  PRACTICE_PROBLEM_ATTRIBUTE_CONFLICT,
  PRACTICE_PROBLEM_CANNOT_BE_MODIFIED,
  PRACTICE_PROBLEM_PAYLOAD_TOO_LARGE,
  PRACTICE_PROBLEM_UNSUPPORTED_MEDIA_TYPE,
  PRACTICE_PROBLEM_API_ERROR,
} PracticeProblem;

/* What is wrong with the fields of one request, in the order it was found. */
typedef struct
{
  JsonArray *errors;
} PracticeComplaints;

PracticeComplaints *practice_complaints_new      (void);
void                practice_complaints_free     (PracticeComplaints *self);
gboolean            practice_complaints_is_empty (PracticeComplaints *self);
void                practice_complaints_add      (PracticeComplaints *self,
                                                  const char         *parameter,
                                                  const char         *detail,
                                                  const char         *format,
                                                  ...) G_GNUC_PRINTF (4, 5);

PracticeReply      *practice_problem_reply       (PracticeProblem     problem,
                                                  const char         *detail);
PracticeReply      *practice_problem_reply_about (PracticeProblem     problem,
                                                  const char         *detail,
                                                  const char         *instance,
                                                  const char         *resource);
PracticeReply      *practice_problem_complain    (PracticeComplaints *complaints);
PracticeReply      *practice_problem_blame       (const char         *parameter,
                                                  const char         *detail,
                                                  const char         *message);

/* For faults: any status; type is a fragment such as "api-error", NULL for the usual one of that status. */
PracticeReply      *practice_problem_reply_raw   (guint               status,
                                                  const char         *type,
                                                  const char         *detail,
                                                  JsonArray          *errors);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeComplaints, practice_complaints_free)

G_END_DECLS
