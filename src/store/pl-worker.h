/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the worker thread does all day. */
#pragma once

#include "pl-database.h"
#include "pl-store-file.h"

G_BEGIN_DECLS

/* A work, as a task's data. A task without one asks for the end. */
typedef struct
{
  /* Input */
  PlDatabaseMode  mode;
  PlDatabaseWork  work;
  gpointer        work_data;
  GDestroyNotify  free_work_data; /* (nullable) */

  /* Output */
  GError         *error; /* (nullable) */
} PlJob;

void   pl_job_free       (PlJob       *job);

/* Until it is told to end. (transfer full) (nullable): the task that asked for it */
GTask *pl_worker_run     (GAsyncQueue *queue,
                          PlStoreFile *file);

/* Ends the worker after what was given, and gives up the caller's reference of the queue. */
void   pl_worker_dismiss (GAsyncQueue *queue);
void   pl_worker_deliver (GTask       *task,
                          GSourceFunc  callback);

G_END_DECLS
