// Made by `npm run web-api` from docs/openapi.json.
export interface paths {
    "/org/dataset/s3/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The AWS policies that let this service read a bucket. */
        get: operations["org_dataset_s3_policies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organisation's datasets. */
        get: operations["list_org_datasets"];
        put?: never;
        /**
         * Register a bucket, or a dataset for uploads.
         * @description With a header `Idempotency-Key` the request is done once however often it is sent within 24 hours; its answer is repeated, with `Idempotency-Replayed: true`.
         */
        post: operations["create_org_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One dataset. */
        get: operations["get_org_dataset"];
        /** Change a dataset: what is absent stays, `description: null` clears it. */
        put: operations["update_org_dataset"];
        post?: never;
        /** Delete a dataset and everything made of it. A customer's bucket is never touched. */
        delete: operations["delete_org_dataset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets/{id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many conversions are where. */
        get: operations["get_org_dataset_conversion_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets/{id}/conversions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The conversions of a dataset, without their texts and pictures. */
        get: operations["list_org_dataset_conversions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets/{id}/search/conversions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Conversions by exact id or by a path that is like `q`, best first unless sorted otherwise. */
        get: operations["search_org_dataset_conversions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets/{id}/conversions/{conversion_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One conversion with its texts and pictures. */
        get: operations["get_org_dataset_conversion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets/{id}/retrigger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start conversions of a dataset again. */
        post: operations["retrigger_org_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets/{id}/conversions/{conversion_id}/retrigger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a conversion again. */
        post: operations["retrigger_org_dataset_conversion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets/{id}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload files. The file name of each part is its path in the dataset, slashes kept.
         * @description With a header `Idempotency-Key` the request is done once however often it is sent within 24 hours; its answer is repeated, with `Idempotency-Replayed: true`.
         */
        post: operations["upload_org_dataset_files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets/{id}/conversions/{conversion_id}/original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file as it was uploaded.
         * @description With `Range` a part of it, also on condition that it is still the same (`If-Range`).
         */
        get: operations["download_org_dataset_conversion_original"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets/{id}/bulk-download/kcl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The programs of all successful conversions as a ZIP file.
         * @description A program that cannot be read from storage is left out, and the last entry, `unbake-manifest.json`, names it and says why.
         */
        get: operations["download_org_dataset_successful_kcl_bulk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/org/datasets/{id}/search/semantic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Chunks of KCL, metadata and names that mean what is asked, best first. */
        get: operations["search_org_dataset_semantic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/caller": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the token speaks for. */
        get: operations["get_caller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/rescan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List the dataset's bucket now: new files are queued, changed ones again. */
        post: operations["rescan_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Whether semantic search may use the dataset. */
        put: operations["set_dataset_lookup"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a conversion that waits or runs. */
        post: operations["cancel_conversion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/override": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a program written by hand in the place of the raw one; it is executed and measured. */
        put: operations["set_override"];
        post?: never;
        /** Take the program written by hand away; the conversion is made again. */
        delete: operations["clear_override"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/override/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Execute and measure the program written by hand again. */
        post: operations["verify_override"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the result was proven against the original (docs/certificate.md). */
        get: operations["get_certificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/models/{stage}/glb": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Triangles for a viewer; the `extras.faces` of each mesh say which belong to which face, and its line of KCL. */
        get: operations["get_model"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/models/{stage}/faces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The faces of a model: their triangles, and the line of KCL that made each. */
        get: operations["get_model_faces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/pictures/{stage}/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One picture of a model; the token may come in the cookie of a session. */
        get: operations["get_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/exports/{stage}/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A model in a format of exchange: STEP exact, the others as triangles. */
        get: operations["export_model"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/overlays/{stage}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the original and a result have in common, and what each has alone.
         * @description The meshes of the GLB are `common`, `added` and `removed`; one that is empty is left out.
         */
        get: operations["get_overlay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/drawings/{stage}/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A drawing in lines, hidden ones left out; the token may come in the cookie of a session. */
        get: operations["get_drawing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/feature-tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The features that the programs were printed from. */
        get: operations["get_feature_tree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/project": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A folder for Zoo Design Studio: the program (of an assembly: a file for each part), its settings, the raw program, the certificate. */
        get: operations["download_project"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/explore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The conversions that pass all filters. */
        get: operations["explore_dataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The conversions that pass all filters, counted by what one can filter by. */
        get: operations["count_dataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/files-aside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files that have no conversion of their own, and why; the first thousand. */
        get: operations["list_files_aside"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/bulk/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start again, cancel or delete every conversion that passes all filters. */
        post: operations["do_with_conversions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/download/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files of every conversion that passes all filters, as a ZIP file with a list of them. */
        get: operations["download_conversions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/kcl/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the official linter and formatter say of a program. */
        post: operations["read_kcl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/kcl/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The model that a program makes; who breaks the request off ends the run. */
        post: operations["run_kcl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Progress and last sync of datasets. */
        get: operations["get_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Statuses, failures, scores and times of a dataset's conversions. */
        get: operations["get_dataset_statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/phases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The phases that a conversion has done, and how long each took. */
        get: operations["get_conversion_phases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts the token of this request into a cookie that opens pictures and nothing else. */
        post: operations["open_session"];
        /** Removes the cookie that opens pictures. */
        delete: operations["close_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes in a dataset as they happen. */
        get: operations["watch_dataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/datasets/{id}/conversions/{conversion_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of a conversion as they happen. */
        get: operations["watch_conversion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 200 when the service is ready to work. */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, under the name that orchestrators look for. */
        get: operations["get_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/x/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measurements in the text format of Prometheus. */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Why a request was not done. */
        Error: {
            /** @description What is wrong, for people. */
            message: string;
            /** @description The request, as in X-Request-Id. */
            request_id: string;
            /** @description What is wrong, for programs: a code of docs/errors.md. */
            error_code?: string;
        };
        /**
         * @description Where a conversion stands.
         * @enum {string}
         */
        OrgDatasetFileConversionStatus: "queued" | "canceled" | "in_progress" | "success" | "error_user" | "error_unsupported" | "error_internal";
        /**
         * @description The step of the pipeline that a conversion is in, or ended in.
         * @enum {string}
         */
        OrgDatasetFileConversionPhase: "queued" | "zoo_generated_original_metadata" | "snapshot_original" | "user_provided_metadata" | "convert_raw_kcl" | "zoo_generated_raw_kcl_metadata" | "snapshot_raw_kcl" | "salon" | "zoo_generated_salon_kcl_metadata" | "snapshot_salon_kcl" | "completed";
        /** @description A picture of a model. */
        OrgDatasetSnapshotImage: {
            /** @description MIME type of the image. */
            mime_type: string;
            /**
             * Format: byte
             * @description Bytes of the image, base64.
             */
            data_base64: string;
        };
        /** @description A conversion without its texts and pictures. */
        OrgDatasetFileConversionSummary: {
            /**
             * Format: uuid
             * @description The conversion.
             */
            id: string;
            /**
             * Format: uuid
             * @description The dataset that the file is from.
             */
            dataset_id: string;
            /** @description Path of the file in the dataset. */
            file_path: string;
            /** @description ETag of the file as its storage gave it. */
            file_etag: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            file_size: number;
            phase: components["schemas"]["OrgDatasetFileConversionPhase"];
            status: components["schemas"]["OrgDatasetFileConversionStatus"];
            /**
             * Format: date-time
             * @description When the conversion was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the conversion last changed.
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When a worker took it.
             */
            started_at?: string | null;
            /**
             * Format: date-time
             * @description When it got its current status.
             */
            completed_at?: string | null;
            /** @description What is behind the status, for people. */
            status_message?: string | null;
            /** @description Version of the converter. */
            importer_version?: string | null;
            /** @description Facts about the file and its results: names with dots, values as strings. */
            metadata?: {
                [key: string]: string;
            } | null;
            /** @description True when a program written by hand stands in for the raw one. */
            manual_kcl_override_active: boolean;
            /**
             * Format: date-time
             * @description When that program was last changed.
             */
            manual_kcl_override_updated_at?: string | null;
            /**
             * Format: double
             * @description How close the raw KCL is to the original, 0 to 1.
             */
            raw_kcl_similarity_score?: number | null;
            /**
             * Format: double
             * @description How close the salon KCL is to the raw KCL, 0 to 1.
             */
            salon_kcl_similarity_score?: number | null;
        };
        /** @description A conversion with its texts and pictures. */
        OrgDatasetFileConversionDetails: {
            /**
             * Format: uuid
             * @description The conversion.
             */
            id: string;
            /**
             * Format: uuid
             * @description The dataset that the file is from.
             */
            dataset_id: string;
            /** @description Path of the file in the dataset. */
            file_path: string;
            /** @description ETag of the file as its storage gave it. */
            file_etag: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            file_size: number;
            phase: components["schemas"]["OrgDatasetFileConversionPhase"];
            status: components["schemas"]["OrgDatasetFileConversionStatus"];
            /**
             * Format: date-time
             * @description When the conversion was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the conversion last changed.
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When a worker took it.
             */
            started_at?: string | null;
            /**
             * Format: date-time
             * @description When it got its current status.
             */
            completed_at?: string | null;
            /** @description What is behind the status, for people. */
            status_message?: string | null;
            /** @description Version of the converter. */
            importer_version?: string | null;
            /** @description Facts about the file and its results: names with dots, values as strings. */
            metadata?: {
                [key: string]: string;
            } | null;
            /** @description True when a program written by hand stands in for the raw one. */
            manual_kcl_override_active: boolean;
            /**
             * Format: date-time
             * @description When that program was last changed.
             */
            manual_kcl_override_updated_at?: string | null;
            /** @description The program written by hand. */
            manual_kcl_override?: string | null;
            /**
             * Format: double
             * @description How close the raw KCL is to the original, 0 to 1.
             */
            raw_kcl_similarity_score?: number | null;
            /**
             * Format: double
             * @description How close the salon KCL is to the raw KCL, 0 to 1.
             */
            salon_kcl_similarity_score?: number | null;
            /** @description The best text: override, else salon, else raw. */
            output?: string | null;
            /** @description The raw KCL. */
            raw_kcl_output?: string | null;
            /** @description The salon KCL. */
            salon_kcl_output?: string | null;
            /** @description Pictures of the original. */
            original_snapshot_images: components["schemas"]["OrgDatasetSnapshotImage"][];
            /** @description Pictures of the raw result. */
            raw_kcl_snapshot_images: components["schemas"]["OrgDatasetSnapshotImage"][];
            /** @description Pictures of the salon result. */
            salon_kcl_snapshot_images: components["schemas"]["OrgDatasetSnapshotImage"][];
        };
        /** @description A page of conversions. */
        OrgDatasetFileConversionSummaryResultsPage: {
            /** @description The conversions of this page. */
            items: components["schemas"]["OrgDatasetFileConversionSummary"][];
            /** @description Token of the next page, if there is one. */
            next_page?: string | null;
        };
        /**
         * @description Where a dataset stands.
         * @enum {string}
         */
        OrgDatasetStatus: "active" | "paused" | "deleting" | "errored";
        /**
         * @description Where a dataset's files are: a bucket of the customer, or uploads into this service.
         * @enum {string}
         */
        StorageProvider: "s3" | "zoo_managed";
        /** @description Where a dataset's files are. */
        OrgDatasetSource: {
            provider: components["schemas"]["StorageProvider"];
            /** @description Where the files are, such as s3://bucket/prefix; for `s3`. */
            uri?: string | null;
            /** @description The role to assume for reading; for `s3`. */
            access_role_arn?: string | null;
        };
        /** @description A new dataset. */
        CreateOrgDataset: {
            /** @description The display name. */
            name: string;
            /** @description Notes for people. */
            description?: string | null;
            /** @description Whether a raw KCL below the verified threshold is refused. */
            require_raw_kcl_similarity_score_for_success?: boolean;
            source: components["schemas"]["OrgDatasetSource"];
        };
        /** @description What changes of a dataset. `description: null` clears it; what is absent stays. */
        UpdateOrgDataset: {
            /** @description The display name. */
            name?: string | null;
            /** @description Notes for people. */
            description?: string | null;
            /** @description Whether a raw KCL below the verified threshold is refused. */
            require_raw_kcl_similarity_score_for_success?: boolean | null;
            /** @description What changes of where a dataset's files are. */
            source?: {
                /**
                 * @description Where a dataset's files are: a bucket of the customer, or uploads into this service.
                 * @enum {string|null}
                 */
                provider?: "s3" | "zoo_managed" | null;
                /** @description Where the files are, such as s3://bucket/prefix; for `s3`. */
                uri?: string | null;
                /** @description The role to assume for reading; for `s3`. */
                access_role_arn?: string | null;
            } | null;
        };
        /** @description A dataset of an organisation. */
        OrgDataset: {
            /**
             * Format: uuid
             * @description The dataset.
             */
            id: string;
            /**
             * Format: uuid
             * @description The organisation that owns it.
             */
            org_id: string;
            /** @description The display name. */
            name: string;
            /** @description Notes for people. */
            description?: string | null;
            status: components["schemas"]["OrgDatasetStatus"];
            storage_provider: components["schemas"]["StorageProvider"];
            /** @description Where the files are. */
            source_uri: string;
            /** @description The role that is assumed for reading; empty for uploads. */
            access_role_arn: string;
            /** @description Whether semantic search may use it. */
            lookup_enabled: boolean;
            /** @description Whether a raw KCL below the verified threshold is refused. */
            require_raw_kcl_similarity_score_for_success: boolean;
            /** @description What the last sync failed with, or which files it did not take. */
            last_sync_error?: string | null;
            /**
             * Format: date-time
             * @description When it failed.
             */
            last_sync_error_at?: string | null;
            /**
             * Format: date-time
             * @description When the dataset was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the dataset last changed.
             */
            updated_at: string;
        };
        /** @description A page of datasets. */
        OrgDatasetResultsPage: {
            /** @description The datasets of this page. */
            items: components["schemas"]["OrgDataset"][];
            /** @description Token of the next page, if there is one. */
            next_page?: string | null;
        };
        /** @description How many conversions of a dataset are where. */
        OrgDatasetConversionStatsResponse: {
            /**
             * Format: uuid
             * @description The dataset.
             */
            dataset_id: string;
            /**
             * Format: int64
             * @description Conversions.
             */
            total: number;
            /**
             * Format: int64
             * @description Conversions with status success.
             */
            successes: number;
            /**
             * Format: int64
             * @description Conversions with an error status.
             */
            failures: number;
            /** @description Conversions by status. */
            by_status: {
                [key: string]: number;
            };
        };
        /** @description What came of an upload. */
        UploadOrgDatasetFilesResponse: {
            /**
             * Format: uint
             * @description Files that were stored.
             */
            uploaded_files: number;
            /**
             * Format: uint
             * @description Conversions that were queued.
             */
            queued_conversions: number;
        };
        /** @description A match of a search by meaning. */
        OrgDatasetSemanticSearchMatch: {
            /**
             * Format: uuid
             * @description The conversion.
             */
            conversion_id: string;
            /** @description Path of its file. */
            source_file_path: string;
            /**
             * Format: int32
             * @description Which chunk of its text matched, from 0.
             */
            chunk_index: number;
            /** @description The whole text of the conversion. */
            content: string;
            /**
             * Format: double
             * @description Cosine similarity of question and chunk, about -1 to 1.
             */
            similarity: number;
        };
        /** @description Three JSON documents to paste into AWS. */
        DatasetS3Policies: {
            /** @description Who may assume the role. */
            trust_policy: {
                [key: string]: unknown;
            };
            /** @description What the role may do: list and read the prefix. */
            permission_policy: {
                [key: string]: unknown;
            };
            /** @description The same from the bucket's side, for a bucket of another account. */
            bucket_policy: {
                [key: string]: unknown;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    org_dataset_s3_policies: {
        parameters: {
            query: {
                /** @description Where the files are: s3://bucket/prefix. */
                uri: string;
                /** @description The role that this service is to assume: arn:aws:iam::123456789012:role/name. */
                role_arn: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Three JSON documents to paste into AWS. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetS3Policies"];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_org_datasets: {
        parameters: {
            query?: {
                /** @description Items on a page: 20 unless asked for, never more than 1000. */
                limit?: number;
                /** @description `next_page` of the page before. */
                page_token?: string;
                /** @description The order; oldest first by default. */
                sort_by?: "created_at_ascending" | "created_at_descending";
                /** @description Only datasets with this setting. */
                lookup_enabled?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of datasets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDatasetResultsPage"];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_org_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOrgDataset"];
            };
        };
        responses: {
            /** @description A dataset of an organisation. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDataset"];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_org_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A dataset of an organisation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDataset"];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_org_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateOrgDataset"];
            };
        };
        responses: {
            /** @description A dataset of an organisation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDataset"];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_org_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_org_dataset_conversion_stats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many conversions of a dataset are where. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDatasetConversionStatsResponse"];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_org_dataset_conversions: {
        parameters: {
            query?: {
                /** @description Items on a page: 20 unless asked for, never more than 1000. */
                limit?: number;
                /** @description `next_page` of the page before. */
                page_token?: string;
                /** @description The order. */
                sort_by?: "created_at_ascending" | "created_at_descending" | "status_ascending" | "status_descending" | "phase_ascending" | "phase_descending" | "updated_at_ascending" | "updated_at_descending";
                /** @description `status:` and a status, such as `status:success`. */
                filter?: string;
                /** @description Searched in ids and paths; required on the first page of a search. */
                q?: string;
                /** @description Only conversions in this phase. */
                phase?: string;
            };
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of conversions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDatasetFileConversionSummaryResultsPage"];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    search_org_dataset_conversions: {
        parameters: {
            query?: {
                /** @description Items on a page: 20 unless asked for, never more than 1000. */
                limit?: number;
                /** @description `next_page` of the page before. */
                page_token?: string;
                /** @description The order. */
                sort_by?: "created_at_ascending" | "created_at_descending" | "status_ascending" | "status_descending" | "phase_ascending" | "phase_descending" | "updated_at_ascending" | "updated_at_descending";
                /** @description `status:` and a status, such as `status:success`. */
                filter?: string;
                /** @description Searched in ids and paths; required on the first page of a search. */
                q?: string;
                /** @description Only conversions in this phase. */
                phase?: string;
            };
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of conversions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDatasetFileConversionSummaryResultsPage"];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_org_dataset_conversion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A conversion with its texts and pictures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDatasetFileConversionDetails"];
                };
            };
            /** @description What `If-None-Match` names is still the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    retrigger_org_dataset: {
        parameters: {
            query?: {
                /** @description Statuses with commas between. By default all but success, and in_progress only when it has run for over 5 minutes. */
                statuses?: string;
            };
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are queued. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    retrigger_org_dataset_conversion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is queued. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    upload_org_dataset_files: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        /** @description Each part is a file; its `filename` is the path in the dataset, its field name may be anything. */
        requestBody: {
            content: {
                "multipart/form-data": {
                    [key: string]: string;
                };
            };
        };
        responses: {
            /** @description What came of an upload. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOrgDatasetFilesResponse"];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    download_org_dataset_conversion_original: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The part that `Range` asks for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description What `If-None-Match` names is still the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    download_org_dataset_successful_kcl_bulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A ZIP file of `<file_path>.kcl`, and of `<file_path>.project/` with a file for each part where there are several. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    search_org_dataset_semantic: {
        parameters: {
            query: {
                /** @description The question, in words. */
                q: string;
                /** @description Matches: 10 by default, at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDatasetSemanticSearchMatch"][];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_caller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description The organisation.
                         */
                        org_id: string;
                        org_name: string;
                        /** @enum {string} */
                        role: "member" | "admin";
                    };
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rescan_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scan will begin at once. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    set_dataset_lookup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lookup_enabled: boolean;
                };
            };
        };
        responses: {
            /** @description A dataset of an organisation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDataset"];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    cancel_conversion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is canceled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    set_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The program. */
                    kcl: string;
                };
            };
        };
        responses: {
            /** @description It is stored, and the conversion queued. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    clear_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone, and the conversion queued. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    verify_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversion is queued. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_certificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description What `If-None-Match` names is still the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
                /** @description What of it: the original file, or the result of a program. */
                stage: "original" | "raw_kcl" | "salon_kcl";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Binary glTF 2.0, metres, Y up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "model/gltf-binary": string;
                };
            };
            /** @description What `If-None-Match` names is still the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_model_faces: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
                /** @description What of it: the original file, or the result of a program. */
                stage: "original" | "raw_kcl" | "salon_kcl";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bodies: {
                            name: string;
                            faces: {
                                /** @description Id of the face in its body. */
                                face: number;
                                first_triangle: number;
                                triangles: number;
                                /** @description Line of the KCL statement that made it, from 1. */
                                line?: number;
                            }[];
                        }[];
                    };
                };
            };
            /** @description What `If-None-Match` names is still the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
                /** @description What of it: the original file, or the result of a program. */
                stage: "original" | "raw_kcl" | "salon_kcl";
                /** @description 0 isometric, 1 front, 2 right, 3 top. */
                view: "0" | "1" | "2" | "3";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description What `If-None-Match` names is still the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    export_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
                /** @description What of it: the original file, or the result of a program. */
                stage: "original" | "raw_kcl" | "salon_kcl";
                format: "step" | "stl" | "obj" | "glb" | "3mf";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "model/step": string;
                    "model/stl": string;
                    "model/obj": string;
                    "model/gltf-binary": string;
                    "model/3mf": string;
                };
            };
            /** @description What `If-None-Match` names is still the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_overlay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
                stage: "raw_kcl" | "salon_kcl";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Binary glTF 2.0, metres, Y up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "model/gltf-binary": string;
                };
            };
            /** @description What `If-None-Match` names is still the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_drawing: {
        parameters: {
            query?: {
                /** @description Cut open in the middle, across this axis. */
                section?: "x" | "y" | "z";
            };
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
                /** @description What of it: the original file, or the result of a program. */
                stage: "original" | "raw_kcl" | "salon_kcl";
                view: "iso" | "front" | "right" | "top" | "back" | "left" | "bottom";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An SVG file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description What `If-None-Match` names is still the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_feature_tree: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tree. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description What `If-None-Match` names is still the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    download_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A ZIP file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    explore_dataset: {
        parameters: {
            query?: {
                /** @description In the path, or the id. */
                q?: string;
                status?: "queued" | "canceled" | "in_progress" | "success" | "error_user" | "error_unsupported" | "error_internal";
                phase?: "queued" | "zoo_generated_original_metadata" | "snapshot_original" | "user_provided_metadata" | "convert_raw_kcl" | "zoo_generated_raw_kcl_metadata" | "snapshot_raw_kcl" | "salon" | "zoo_generated_salon_kcl_metadata" | "snapshot_salon_kcl" | "completed";
                /** @description Code of the failure. */
                failure?: string;
                /** @description Unit of the original. */
                unit?: string;
                /** @description A kind of feature that one of its programs has. */
                feature?: string;
                /** @description Similarity of the raw program, included. */
                score_from?: number;
                /** @description Not included. */
                score_to?: number;
                /** @description Faces of the original, included. */
                faces_from?: number;
                /** @description Not included. */
                faces_to?: number;
                /** @description Solids of the original, included. */
                solids_from?: number;
                /** @description Not included. */
                solids_to?: number;
                /** @description Ids with commas between, at most 500. */
                ids?: string;
                sort?: "updated_at_descending" | "updated_at_ascending" | "created_at_descending" | "created_at_ascending" | "worst" | "best" | "faces_descending" | "faces_ascending" | "path" | "failure";
                limit?: number;
                /** @description `next_page` of the page before. */
                page_token?: string;
            };
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of conversions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDatasetFileConversionSummaryResultsPage"];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    count_dataset: {
        parameters: {
            query?: {
                /** @description In the path, or the id. */
                q?: string;
                status?: "queued" | "canceled" | "in_progress" | "success" | "error_user" | "error_unsupported" | "error_internal";
                phase?: "queued" | "zoo_generated_original_metadata" | "snapshot_original" | "user_provided_metadata" | "convert_raw_kcl" | "zoo_generated_raw_kcl_metadata" | "snapshot_raw_kcl" | "salon" | "zoo_generated_salon_kcl_metadata" | "snapshot_salon_kcl" | "completed";
                /** @description Code of the failure. */
                failure?: string;
                /** @description Unit of the original. */
                unit?: string;
                /** @description A kind of feature that one of its programs has. */
                feature?: string;
                /** @description Similarity of the raw program, included. */
                score_from?: number;
                /** @description Not included. */
                score_to?: number;
                /** @description Faces of the original, included. */
                faces_from?: number;
                /** @description Not included. */
                faces_to?: number;
                /** @description Solids of the original, included. */
                solids_from?: number;
                /** @description Not included. */
                solids_to?: number;
                /** @description Ids with commas between, at most 500. */
                ids?: string;
            };
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: number;
                        statuses: {
                            name: string;
                            count: number;
                        }[];
                        failures: {
                            name: string;
                            count: number;
                        }[];
                        units: {
                            name: string;
                            count: number;
                        }[];
                        features: {
                            name: string;
                            count: number;
                        }[];
                        score: {
                            /** @description Included. */
                            from: number;
                            /** @description Not included; null: there is no end. */
                            to: number | null;
                            count: number;
                        }[];
                        faces: {
                            /** @description Included. */
                            from: number;
                            /** @description Not included; null: there is no end. */
                            to: number | null;
                            count: number;
                        }[];
                        solids: {
                            /** @description Included. */
                            from: number;
                            /** @description Not included; null: there is no end. */
                            to: number | null;
                            count: number;
                        }[];
                    };
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_files_aside: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        path: string;
                        size: number;
                        reason: string;
                    }[];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    do_with_conversions: {
        parameters: {
            query?: {
                /** @description In the path, or the id. */
                q?: string;
                status?: "queued" | "canceled" | "in_progress" | "success" | "error_user" | "error_unsupported" | "error_internal";
                phase?: "queued" | "zoo_generated_original_metadata" | "snapshot_original" | "user_provided_metadata" | "convert_raw_kcl" | "zoo_generated_raw_kcl_metadata" | "snapshot_raw_kcl" | "salon" | "zoo_generated_salon_kcl_metadata" | "snapshot_salon_kcl" | "completed";
                /** @description Code of the failure. */
                failure?: string;
                /** @description Unit of the original. */
                unit?: string;
                /** @description A kind of feature that one of its programs has. */
                feature?: string;
                /** @description Similarity of the raw program, included. */
                score_from?: number;
                /** @description Not included. */
                score_to?: number;
                /** @description Faces of the original, included. */
                faces_from?: number;
                /** @description Not included. */
                faces_to?: number;
                /** @description Solids of the original, included. */
                solids_from?: number;
                /** @description Not included. */
                solids_to?: number;
                /** @description Ids with commas between, at most 500. */
                ids?: string;
            };
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                action: "retrigger" | "cancel" | "delete";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description With how many it was done. */
                        conversions: number;
                    };
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    download_conversions: {
        parameters: {
            query?: {
                /** @description In the path, or the id. */
                q?: string;
                status?: "queued" | "canceled" | "in_progress" | "success" | "error_user" | "error_unsupported" | "error_internal";
                phase?: "queued" | "zoo_generated_original_metadata" | "snapshot_original" | "user_provided_metadata" | "convert_raw_kcl" | "zoo_generated_raw_kcl_metadata" | "snapshot_raw_kcl" | "salon" | "zoo_generated_salon_kcl_metadata" | "snapshot_salon_kcl" | "completed";
                /** @description Code of the failure. */
                failure?: string;
                /** @description Unit of the original. */
                unit?: string;
                /** @description A kind of feature that one of its programs has. */
                feature?: string;
                /** @description Similarity of the raw program, included. */
                score_from?: number;
                /** @description Not included. */
                score_to?: number;
                /** @description Faces of the original, included. */
                faces_from?: number;
                /** @description Not included. */
                faces_to?: number;
                /** @description Solids of the original, included. */
                solids_from?: number;
                /** @description Not included. */
                solids_to?: number;
                /** @description Ids with commas between, at most 500. */
                ids?: string;
            };
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                kind: "programs" | "originals" | "certificates";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A ZIP file; its last entry, `unbake-manifest.json`, lists every file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_kcl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The program. */
                    kcl: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description As the official formatter writes it; absent when it cannot be parsed. */
                        formatted?: string;
                        issues: {
                            /** @enum {string} */
                            severity: "error" | "warning" | "lint";
                            message: string;
                            code?: string;
                            /** @description From 1. */
                            line: number;
                            /** @description From 1. */
                            column: number;
                        }[];
                    };
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    run_kcl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The program. */
                    kcl: string;
                };
            };
        };
        responses: {
            /** @description Binary glTF 2.0, metres, Y up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "model/gltf-binary": string;
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_progress: {
        parameters: {
            query: {
                /** @description Ids of datasets with commas between, at most 100; unknown ones are left out. */
                ids: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description The dataset.
                         */
                        dataset_id: string;
                        /**
                         * Format: date-time
                         * @description When its bucket was last listed; null for uploads.
                         */
                        last_synced_at: string | null;
                        /** @description Conversions by status. */
                        by_status: {
                            [key: string]: number;
                        };
                    }[];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_dataset_statistics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        statuses: {
                            name: string;
                            /** @description Conversions. */
                            count: number;
                        }[];
                        failures: {
                            name: string;
                            /** @description Conversions. */
                            count: number;
                        }[];
                        scores: {
                            /** @description Included; null: from the smallest. */
                            from: number | null;
                            /** @description Not included; null: to the largest. */
                            to: number | null;
                            /** @description Conversions. */
                            count: number;
                        }[];
                        seconds: {
                            /** @description Included; null: from the smallest. */
                            from: number | null;
                            /** @description Not included; null: to the largest. */
                            to: number | null;
                            /** @description Conversions. */
                            count: number;
                        }[];
                        phases: {
                            phase: string;
                            /** @description Conversions that have done it. */
                            conversions: number;
                            /** @description Half of them were faster. */
                            median_ms: number;
                            /** @description 95 of 100 were faster. */
                            p95_ms: number;
                        }[];
                    };
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_conversion_phases: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        phase: string;
                        /** @description Milliseconds. */
                        ms: number;
                    }[];
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    open_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cookie is set. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    close_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cookie is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    watch_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `conversion` with a summary, `stats` with the counters of the dataset. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    watch_conversion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The dataset. */
                id: string;
                /** @description The conversion. */
                conversion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `conversion` with a summary, `stats` with the counters of the dataset. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ready";
                        version: string;
                    };
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ready";
                        version: string;
                    };
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Measurements. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Why a request was not done. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Why a request was not done. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
