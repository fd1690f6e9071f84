/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trouble on demand: what shall go wrong with which of the next requests. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  PRACTICE_FAULT_STATUS,
  PRACTICE_FAULT_DELAY,
  PRACTICE_FAULT_CUT_BEFORE,
  PRACTICE_FAULT_CUT_AFTER,
  PRACTICE_FAULT_HTML,
  PRACTICE_FAULT_EMPTY,
  PRACTICE_FAULT_TRUNCATED,
  PRACTICE_FAULT_HUGE,
  PRACTICE_FAULT_NESTED,
  PRACTICE_FAULT_WRONG_TYPES,
  PRACTICE_FAULT_REPLACE,
  PRACTICE_FAULT_REDIRECT,
  PRACTICE_FAULT_NEXT_ELSEWHERE,
  PRACTICE_FAULT_TOKEN_EXPIRED,
  PRACTICE_FAULT_IGNORE_EDIT,
  PRACTICE_FAULT_IGNORE_FILTER,
  PRACTICE_FAULT_RANDOM,
} PracticeFaultKind;

/* One fault as it hits one request. */
typedef struct
{
  PracticeFaultKind kind;
  const char       *name;    /* (unowned) static */
  JsonObject       *details; /* (owned) */
  gint64            delay;   /* ms */
  gboolean          done;    /* the work is done all the same */
} PracticeFault;

#define PRACTICE_TYPE_FAULTS (practice_faults_get_type ())
G_DECLARE_FINAL_TYPE (PracticeFaults, practice_faults, PRACTICE, FAULTS, GObject)

PracticeFaults *practice_faults_new   (void);
/* node: one object or an array; all are taken or none. */
gboolean        practice_faults_add   (PracticeFaults  *self,
                                       JsonNode        *node,
                                       GError         **error);
void            practice_faults_clear (PracticeFaults  *self);
/* (transfer full) (nullable): what hits this request of operation. */
PracticeFault  *practice_faults_take  (PracticeFaults  *self,
                                       const char      *operation);
JsonArray      *practice_faults_list  (PracticeFaults  *self);
void            practice_fault_free   (PracticeFault   *fault);
/* Calls back once: when so many milliseconds are over, or when all that wait are released. */
void            practice_faults_wait    (PracticeFaults *self,
                                         guint           milliseconds,
                                         GSourceOnceFunc callback,
                                         gpointer        user_data);
void            practice_faults_release (PracticeFaults *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeFault, practice_fault_free)

G_END_DECLS
