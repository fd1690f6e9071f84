/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file on its way: what is to be in it, and how far it is. PlExport's own. */
#pragma once

#include "core/files/pl-file-target.h"
#include "pl-export.h"

G_BEGIN_DECLS

typedef enum
{
  PL_EXPORT_WHAT_LINKS,
  PL_EXPORT_WHAT_PAYMENTS,      /* of one link */
  PL_EXPORT_WHAT_LIST_PAYMENTS, /* of all links of a list */
} PlExportWhat;

typedef struct
{
  /* Input */
  PlExportWhat            what;
  char           *account; /* (owned) */
  char           *link_id; /* (owned) (nullable) whose payments */
  PlLinkQuery     query;
  char           *search;  /* (owned) (nullable) the query's */
  guint           limit;
  PlExportFormat  format;
  PlExportNaming  naming;  /* (nullable) */
  GFile          *file;    /* (owned) */

  /* In progress */
  GArray         *rowids;  /* (owned) (nullable) (element-type gint64) of the links, in order */
  guint           next;    /* of them */
  gboolean        begun;
  gboolean        ended;
  GString        *text;    /* (owned) what is written next */
  PlFileTarget    *target;  /* (owned) (nullable) */
  GError         *error;   /* (owned) (nullable) why nothing will come of it */

  /* Output */
  guint           n_written;
  guint           n_unreadable; /* payments that are not in it */
} PlExportJob;

PlExportJob *pl_export_job_new_for_list (PlExportWhat        what,
                                         const PlLinkQuery  *query,
                                         guint               limit);
void         pl_export_job_free         (PlExportJob        *job);

/* Works for pl_database_run_async(): which links there are, and then text after text until it is ended. */
gboolean     pl_export_job_choose       (PlConnection       *connection,
                                         gpointer            data,
                                         GError            **error);
gboolean     pl_export_job_fill         (PlConnection       *connection,
                                         gpointer            data,
                                         GError            **error);

G_END_DECLS
